package dev.ponte.flow;

import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Unacceptable;
import java.util.stream.Collectors;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** What a person may do with the flows by JMX; single routes are started and stopped by Camel's. */
@Component
@ManagedResource(objectName = "dev.ponte:type=Flows", description = "The flows")
public class FlowOperations {

  private final FlowDesk desk;
  private final Audit audit;

  FlowOperations(FlowDesk desk, Audit audit) {
    this.desk = desk;
    this.audit = audit;
  }

  @ManagedOperation(description = "Loads what was edited")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String reload(String reason) {
    return desk.reload(audit.by("jmx", reason)).words();
  }

  @ManagedOperation(description = "Writes the files of then into the folder, and loads them")
  @ManagedOperationParameter(name = "number", description = "as in the history")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String rollback(long number, String reason) {
    return desk.rollback(number, audit.by("jmx", reason)).words();
  }

  @ManagedOperation(description = "Checks a text as if it stood in the folder; nothing is saved")
  @ManagedOperationParameter(name = "name", description = "such as orders.camel.yaml")
  @ManagedOperationParameter(name = "text", description = "YAML")
  public String check(String name, String text) {
    try {
      FlowDesk.Checked it = desk.check(name, text);
      return it.faults().isEmpty()
          ? "Nothing is wrong"
          : it.faults().stream().map(Object::toString).collect(Collectors.joining("\n"));
    } catch (Unacceptable e) {
      return e.getMessage();
    }
  }
}
