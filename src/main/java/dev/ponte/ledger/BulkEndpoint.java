package dev.ponte.ledger;

import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * One verb for all of a cause: {@code POST /actuator/bulk} makes a plan, {@code POST
 * /actuator/bulk/{id}/{run|stop}} moves it, {@code GET /actuator/bulk/{id}} tells how far it is.
 */
@Component
@Endpoint(id = "bulk")
public class BulkEndpoint {

  private final Bulks bulks;
  private final Audit audit;

  BulkEndpoint(Bulks bulks, Audit audit) {
    this.bulks = bulks;
    this.audit = audit;
  }

  /** The newest ones. */
  @ReadOperation
  public List<Bulks.Report> newest() {
    return bulks.newest();
  }

  /** One of them. */
  @ReadOperation
  public WebEndpointResponse<Object> report(@Selector long id) {
    return Responses.of(() -> bulks.report(id));
  }

  /** Makes a plan; nothing is done yet. The rest as in {@link DeliveriesEndpoint#page}. */
  @WriteOperation
  public WebEndpointResponse<Object> plan(
      String verb,
      @Nullable String reason,
      @Nullable String state,
      @Nullable String type,
      @Nullable String subscriber,
      @Nullable String source,
      @Nullable String cause,
      @Nullable String subject,
      @Nullable String before,
      @Nullable String since) {
    return Responses.of(
        () ->
            bulks.plan(
                verb,
                DeliveriesEndpoint.filter(
                    state, type, subscriber, source, cause, subject, before, since),
                audit.by("actuator", reason)));
  }

  /** Runs or stops one. */
  @WriteOperation
  public WebEndpointResponse<Object> act(
      @Selector long id, @Selector String verb, @Nullable String reason) {
    Act act = audit.by("actuator", reason);
    return Responses.of(
        () ->
            switch (verb) {
              case "run" -> Map.of("result", bulks.run(id, act).words());
              case "stop" -> Map.of("result", bulks.stop(id, act).words());
              default -> throw Responses.unknown(verb, "run and stop");
            });
  }
}
