package dev.ponte.ledger;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who takes which type: {@code GET /actuator/subscriptions}; and {@code POST
 * /actuator/subscriptions/{type}/{subscriber}/{pause|resume|end|replay}}.
 */
@Component
@Endpoint(id = "subscriptions")
public class SubscriptionsEndpoint {

  private final Subscriptions subscriptions;
  private final SubscriptionActs acts;
  private final Audit audit;

  SubscriptionsEndpoint(Subscriptions subscriptions, SubscriptionActs acts, Audit audit) {
    this.subscriptions = subscriptions;
    this.acts = acts;
    this.audit = audit;
  }

  /** All of them, with their pauses. */
  @ReadOperation
  public List<Subscriptions.Standing> all() {
    return subscriptions.all();
  }

  /**
   * Does one thing with one of them.
   *
   * @param until of pause: a time or a span such as PT2H; null for until it is resumed
   * @param from of replay: {@code beginning}, a day or a time
   * @param run of replay: true to send; else it is only told what would be sent
   */
  @WriteOperation
  public WebEndpointResponse<Object> act(
      @Selector String type,
      @Selector String subscriber,
      @Selector String verb,
      @Nullable String reason,
      @Nullable String until,
      @Nullable String from,
      @Nullable Boolean run) {
    Act act = audit.by("actuator", reason);
    return Responses.act(
        () ->
            switch (verb) {
              case "pause" -> acts.pause(type, subscriber, until, act);
              case "resume" -> acts.resume(type, subscriber, act);
              case "end" -> acts.end(type, subscriber, act);
              case "replay" ->
                  new Repairs.Answer(
                      true,
                      acts.replay(
                          type,
                          subscriber,
                          from == null ? "" : from,
                          Boolean.TRUE.equals(run),
                          act));
              default -> throw Responses.unknown(verb, "pause, resume, end and replay");
            });
  }
}
