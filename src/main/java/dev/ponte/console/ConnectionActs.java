package dev.ponte.console;

import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.CallAction;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Pauses;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Filters;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What a person may do with a connection; each act is kept in the audit. */
@Component
class ConnectionActs {

  private final Pauses pauses;
  private final Connections connections;
  private final CallAction calls;
  private final Audit audit;

  ConnectionActs(Pauses pauses, Connections connections, CallAction calls, Audit audit) {
    this.pauses = pauses;
    this.connections = connections;
    this.calls = calls;
    this.audit = audit;
  }

  /**
   * No call and no poll.
   *
   * @param until a time or a span such as PT2H; null for until it is resumed
   * @return what came of it, in one sentence
   * @throws IllegalArgumentException in one sentence, when something is missing
   */
  String pause(String connection, String until, Act act) {
    Instant end = Filters.ahead(until);
    pauses.pause(connection, end, act.who(), act.reason());
    String words =
        "%s is asked nothing %s"
            .formatted(connection, end == null ? "until it is resumed" : "before " + end);
    audit.keep(act, "pause", Audit.CONNECTION, connection, null, words);
    return words;
  }

  /**
   * Makes one cheap read.
   *
   * @throws IllegalArgumentException in one sentence, when there is no such connection, or its
   *     system has no read that is cheap
   * @throws DeliveryFailure when it failed; its message says why
   */
  String test(String connection, Act act) {
    ApiSystem.Probe probe =
        connections
            .get(connection)
            .system()
            .probe()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No read of %s is cheap enough for a test".formatted(connection)));
    try {
      calls.call(connection, probe.operation(), probe.arguments());
    } catch (DeliveryFailure e) {
      audit.keep(act, "test", Audit.CONNECTION, connection, null, e.getMessage());
      throw e;
    }
    String words = "%s answered %s well".formatted(connection, probe.operation());
    audit.keep(act, "test", Audit.CONNECTION, connection, null, words);
    return words;
  }

  /**
   * Ends a pause, and whatever else rests.
   *
   * @return what came of it, in one sentence
   * @throws IllegalArgumentException in one sentence, when there is no such connection
   */
  String resume(String connection, Act act) {
    String words =
        pauses.resume(connection, act.who(), act.reason())
            ? "%s is asked again".formatted(connection)
            : "Nothing of %s rested, so nothing was done".formatted(connection);
    audit.keep(act, "resume", Audit.CONNECTION, connection, null, words);
    return words;
  }
}
