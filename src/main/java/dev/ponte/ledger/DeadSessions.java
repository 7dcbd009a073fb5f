package dev.ponte.ledger;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Which sessions the pool drops, beside those that Hikari knows as broken: of a PostgreSQL that
 * became read-only, since a session stays what it was when it began; of an H2 store that has closed
 * itself, since the file is opened again when the last of them is gone.
 */
final class DeadSessions implements SQLExceptionOverride {

  private static final Set<String> STATES =
      Set.of("25006", "HY000", "90028", "90031", "90098", "90121");

  @java.lang.Override
  public Override adjudicate(SQLException said) {
    String state = said.getSQLState();
    return state != null && STATES.contains(state) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
