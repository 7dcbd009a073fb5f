package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.ledger.Audit;
import java.util.List;
import java.util.SortedMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Writes the files of an earlier state into the folder, since what stands there counts at the next
 * start, and has them loaded.
 */
@Component
@ConditionalOnProperty(name = "ponte.flows.start", matchIfMissing = true)
class FlowRollback {

  private final Flows flows;
  private final FlowCheck check;
  private final FlowWatch watch;
  private final Audit audit;

  FlowRollback(Flows flows, FlowCheck check, FlowWatch watch, Audit audit) {
    this.flows = flows;
    this.check = check;
    this.watch = watch;
    this.audit = audit;
  }

  /** What would hinder the files from running now. */
  List<Finding> faults(SortedMap<String, String> files) {
    return check.check(files, flows.folder().shown()).faults();
  }

  /**
   * Does it.
   *
   * @throws IllegalStateException in one sentence, when the folder cannot be written to
   */
  Wiring.Outcome to(long number, SortedMap<String, String> files, String who) {
    watch.requireAllowed();
    flows.folder().write(files);
    return watch.reload("rollback to " + number, who);
  }

  /** Whoever is at work in this thread. */
  String who() {
    return audit.by("actuator", null).who();
  }
}
