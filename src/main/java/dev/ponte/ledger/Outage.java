package dev.ponte.ledger;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Faults of the ledger's own database that pass: it is away, or two writers met. */
final class Outage {

  private Outage() {}

  static boolean caused(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      if (it instanceof TransientDataAccessException
          || it instanceof RecoverableDataAccessException
          || it instanceof DataAccessResourceFailureException
          || it instanceof TransactionException) {
        return true;
      }
    }
    return false;
  }

  /** The database's words in one line, without the statement. */
  static String words(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    String said = root.getMessage() == null ? root.toString() : root.getMessage();
    return said.split("; SQL statement:")[0].replaceAll("\\s+", " ").strip();
  }
}
