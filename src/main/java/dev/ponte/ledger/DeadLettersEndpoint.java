package dev.ponte.ledger;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records that were not understood: {@code GET /actuator/deadletters}, a page at a time; and {@code
 * POST /actuator/deadletters/{id}/{fetch-again|take-total|dismiss}}.
 */
@Component
@Endpoint(id = "deadletters")
public class DeadLettersEndpoint {

  private static final int PAGE = 50;

  private final DeadLetters deadLetters;
  private final Audit audit;

  DeadLettersEndpoint(DeadLetters deadLetters, Audit audit) {
    this.deadLetters = deadLetters;
    this.audit = audit;
  }

  /** One page of open ones, the newest first. */
  @ReadOperation
  public WebEndpointResponse<Object> page(
      @Nullable String type,
      @Nullable String source,
      @Nullable String cause,
      @Nullable String subject,
      @Nullable String before,
      @Nullable String since,
      @Nullable String cursor,
      @Nullable Integer limit) {
    return Responses.of(
        () ->
            deadLetters.page(
                DeliveriesEndpoint.filter(null, type, null, source, cause, subject, before, since),
                cursor,
                limit == null ? PAGE : limit));
  }

  /**
   * Does one thing with one of them.
   *
   * @param reason why; dismiss needs one
   */
  @WriteOperation
  public WebEndpointResponse<Object> act(
      @Selector long id, @Selector String verb, @Nullable String reason) {
    Act act = audit.by("actuator", reason);
    return Responses.act(
        () ->
            switch (verb) {
              case "fetch-again" -> deadLetters.fetchAgain(id, act);
              case "take-total" -> deadLetters.takeTotal(id, act);
              case "dismiss" -> deadLetters.dismiss(id, act);
              default -> throw Responses.unknown(verb, "fetch-again, take-total and dismiss");
            });
  }
}
