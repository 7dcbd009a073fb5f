package dev.ponte.console;

import dev.ponte.connection.Pauses;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a person may do with a connection: {@code GET /actuator/connections} tells what rests,
 * {@code POST /actuator/connections/{name}/{pause|resume}}; the same by JMX. Each act is kept in
 * the audit.
 */
@Component
@Endpoint(id = "connections")
@ManagedResource(objectName = "dev.ponte:type=Connections", description = "The connections")
public class ConnectionsEndpoint {

  private static final int BAD_REQUEST = 400;

  private final Pauses pauses;
  private final ConnectionActs acts;
  private final Audit audit;

  ConnectionsEndpoint(Pauses pauses, ConnectionActs acts, Audit audit) {
    this.pauses = pauses;
    this.acts = acts;
    this.audit = audit;
  }

  /** What rests, and why. */
  @ReadOperation
  public List<Pauses.Paused> resting() {
    return pauses.list();
  }

  /**
   * Pauses or resumes one.
   *
   * @param reason why; pause needs one
   * @param until of pause: a time or a span such as PT2H; null for until it is resumed
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, String>> act(
      @Selector String name,
      @Selector String verb,
      @Nullable String reason,
      @Nullable String until) {
    Act act = audit.by("actuator", reason);
    try {
      return new WebEndpointResponse<>(
          Map.of(
              "result",
              switch (verb) {
                case "pause" -> acts.pause(name, until, act).english();
                case "resume" -> acts.resume(name, act).english();
                default ->
                    throw new IllegalArgumentException(
                        "%s is no verb here; there are pause and resume".formatted(verb));
              }));
    } catch (IllegalArgumentException e) {
      return new WebEndpointResponse<>(Map.of("error", e.getMessage()), BAD_REQUEST);
    }
  }

  @ManagedOperation(description = "No call and no poll, on all replicas, until it is resumed")
  @ManagedOperationParameter(name = "connection", description = "such as focco")
  @ManagedOperationParameter(name = "until", description = "a time, or empty for until resumed")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String pauseConnection(String connection, String until, String reason) {
    try {
      return acts.pause(connection, until, audit.by("jmx", reason)).english();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @ManagedOperation(description = "Ends a pause, and whatever else rests of the connection")
  @ManagedOperationParameter(name = "connection", description = "such as focco")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String resumeConnection(String connection, String reason) {
    try {
      return acts.resume(connection, audit.by("jmx", reason)).english();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @ManagedOperation(description = "Makes one cheap call of the connection")
  @ManagedOperationParameter(name = "connection", description = "such as focco")
  public String testConnection(String connection) {
    try {
      return acts.test(connection, audit.by("jmx", null)).english();
    } catch (IllegalArgumentException | DeliveryFailure e) {
      return e.getMessage();
    }
  }

  @ManagedOperation(description = "Has what it holds compared with what it was told")
  @ManagedOperationParameter(name = "connection", description = "such as moovin")
  public String compareConnection(String connection) {
    return acts.compare(connection, audit.by("jmx", null)).english();
  }
}
