package dev.ponte.ledger;

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
}
