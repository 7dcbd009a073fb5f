package dev.ponte.ledger;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionUsageException;

/**
 * Faults of the ledger's own database that pass. That is the rule: whatever the database says is
 * waited out, unless it is about the statement or its data, which would fail again in an hour.
 */
final class DatabaseFaults {

  /** Classes of SQLState: data, integrity, grammar, and what is larger than the database takes. */
  private static final Set<String> PERMANENT = Set.of("07", "21", "22", "23", "42", "44", "54");

  /** A missing permission is a class 42 too, but it is the installation's, and can be given. */
  private static final String NO_PERMISSION = "42501";

  private DatabaseFaults() {}

  /** Whether the failure comes from the database and would not come again when that is well. */
  static boolean caused(Throwable failure) {
    boolean database = false;
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      if (isPermanent(it)) {
        return false;
      }
      database |=
          it instanceof SQLException
              || it instanceof DataAccessException
              || it instanceof TransactionException;
    }
    return database;
  }

  /** The database's words in one line, without the statement. */
  static String words(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    String said = root.getMessage() == null ? root.toString() : root.getMessage();
    return said.split("; SQL statement:")[0].replaceAll("\\s+", " ").strip();
  }

  private static boolean isPermanent(Throwable it) {
    if (it instanceof SQLException said) {
      return concernsTheStatement(said);
    }
    // What Spring says without the database: a wrong use, an unexpected number of rows.
    return it instanceof TransactionUsageException
        || it instanceof NonTransientDataAccessException
            && !(it instanceof NonTransientDataAccessResourceException)
            && !(it.getCause() instanceof SQLException);
  }

  /** Of a batch the exceptions of its statements count as well. */
  private static boolean concernsTheStatement(SQLException first) {
    for (SQLException it = first; it != null; it = it.getNextException()) {
      String state = it.getSQLState();
      if (state != null
          && state.length() == 5
          && PERMANENT.contains(state.substring(0, 2))
          && !state.equals(NO_PERMISSION)) {
        return true;
      }
    }
    return false;
  }
}
