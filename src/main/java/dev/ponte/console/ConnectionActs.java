package dev.ponte.console;

import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.CallAction;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Pauses;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.Reconciliations;
import dev.ponte.ledger.Unacceptable;
import dev.ponte.ledger.view.Sentence;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What a person may do with a connection; each act is kept in the audit. */
@Component
public class ConnectionActs {

  private final Pauses pauses;
  private final Connections connections;
  private final CallAction calls;
  private final Reconciliations reconciliations;
  private final Audit audit;

  ConnectionActs(
      Pauses pauses,
      Connections connections,
      CallAction calls,
      Reconciliations reconciliations,
      Audit audit) {
    this.pauses = pauses;
    this.connections = connections;
    this.calls = calls;
    this.reconciliations = reconciliations;
    this.audit = audit;
  }

  /**
   * No call and no poll.
   *
   * @param until a time or a span such as PT2H; null for until it is resumed
   * @return what came of it
   * @throws IllegalArgumentException in one sentence, when something is missing
   */
  public Sentence pause(String connection, String until, Act act) {
    Instant end = Filters.ahead(until);
    if (act.reason() == null) {
      throw new Unacceptable("said.connection.why", connection);
    }
    pauses.pause(connection, end, act.who(), act.reason());
    return kept(
        act,
        "pause",
        connection,
        end == null
            ? Sentence.of("said.connection.paused", connection)
            : Sentence.of("said.connection.paused-until", connection, end));
  }

  /**
   * Makes one cheap read.
   *
   * @return what came of it
   * @throws IllegalArgumentException in one sentence, when there is no such connection, or its
   *     system has no read that is cheap
   * @throws DeliveryFailure when it failed; its message says why
   */
  public Sentence test(String connection, Act act) {
    ApiSystem.Probe probe =
        connections
            .get(connection)
            .system()
            .probe()
            .orElseThrow(() -> new Unacceptable("said.connection.no-probe", connection));
    try {
      calls.call(connection, probe.operation(), probe.arguments());
    } catch (DeliveryFailure e) {
      audit.keep(act, "test", Audit.CONNECTION, connection, null, Sentence.words(e.getMessage()));
      throw e;
    }
    return kept(
        act,
        "test",
        connection,
        Sentence.of("said.connection.answered", connection, probe.operation()));
  }

  /**
   * Has what the connection holds compared with what it was told, as soon as there are calls.
   *
   * @return what came of it
   */
  public Sentence compare(String connection, Act act) {
    return reconciliations.again(connection, act);
  }

  /**
   * Ends a pause, and whatever else rests.
   *
   * @return what came of it
   * @throws IllegalArgumentException in one sentence, when there is no such connection
   */
  public Sentence resume(String connection, Act act) {
    return kept(
        act,
        "resume",
        connection,
        pauses.resume(connection, act.who(), act.reason())
            ? Sentence.of("said.connection.resumed", connection)
            : Sentence.of("said.connection.not-resting", connection));
  }

  private Sentence kept(Act act, String verb, String connection, Sentence result) {
    audit.keep(act, verb, Audit.CONNECTION, connection, null, result);
    return result;
  }
}
