package dev.ponte.console;

import dev.ponte.connection.Pauses;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Filters;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What a person may do with a connection; each act is kept in the audit. */
@Component
class ConnectionActs {

  private final Pauses pauses;
  private final Audit audit;

  ConnectionActs(Pauses pauses, Audit audit) {
    this.pauses = pauses;
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
