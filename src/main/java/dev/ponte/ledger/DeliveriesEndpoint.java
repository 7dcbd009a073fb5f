package dev.ponte.ledger;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deliveries that have not ended well: {@code GET /actuator/deliveries}, a page at a time; and
 * {@code POST /actuator/deliveries/{id}/{retry|done|not-there|dismiss}}.
 */
@Component
@Endpoint(id = "deliveries")
public class DeliveriesEndpoint {

  private static final int PAGE = 50;

  private final Deliveries deliveries;
  private final Repairs repairs;
  private final Audit audit;

  DeliveriesEndpoint(Deliveries deliveries, Repairs repairs, Audit audit) {
    this.deliveries = deliveries;
    this.repairs = repairs;
    this.audit = audit;
  }

  /**
   * One page, the newest first.
   *
   * @param state several with a space between; dead and parked ones when null
   * @param before a time, or a span such as PT24H for a day ago
   * @param cursor {@code next} of the page before
   * @param limit 500 at most
   */
  @ReadOperation
  public WebEndpointResponse<Object> page(
      @Nullable String state,
      @Nullable String type,
      @Nullable String subscriber,
      @Nullable String source,
      @Nullable String cause,
      @Nullable String subject,
      @Nullable String before,
      @Nullable String since,
      @Nullable String cursor,
      @Nullable Integer limit) {
    return Responses.of(
        () ->
            deliveries.page(
                filter(state, type, subscriber, source, cause, subject, before, since),
                cursor,
                limit == null ? PAGE : limit));
  }

  /**
   * Does one thing with one delivery.
   *
   * @param reason why; dismiss needs one
   * @param number of done, the number at the target
   */
  @WriteOperation
  public WebEndpointResponse<Object> act(
      @Selector long id, @Selector String verb, @Nullable String reason, @Nullable String number) {
    Act act = audit.by("actuator", reason);
    return Responses.act(
        () ->
            switch (verb) {
              case "retry" -> repairs.retry(id, act);
              case "done" -> repairs.done(id, number, act);
              case "not-there" -> repairs.notThere(id, act);
              case "dismiss" -> repairs.dismiss(id, act);
              default -> throw Responses.unknown(verb, "retry, done, not-there and dismiss");
            });
  }

  static Deliveries.Filter filter(
      String state,
      String type,
      String subscriber,
      String source,
      String cause,
      String subject,
      String before,
      String since) {
    Map<String, String> given = new HashMap<>();
    given.put("state", state);
    given.put("type", type);
    given.put("subscriber", subscriber);
    given.put("source", source);
    given.put("cause", cause);
    given.put("subject", subject);
    given.put("before", before);
    given.put("since", since);
    return Filters.of(given);
  }
}
