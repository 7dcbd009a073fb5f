package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.transaction.CannotCreateTransactionException;

/** What the database says is waited out, unless it is about the statement or its data. */
class DatabaseFaultsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PostgreSQL, 25006, 0,      cannot execute UPDATE in a read-only transaction
          PostgreSQL, 53100, 0,      could not extend file: No space left on device
          PostgreSQL, 57P01, 0,      terminating connection due to administrator command
          PostgreSQL, 57P03, 0,      the database system is starting up
          PostgreSQL, 55P03, 0,      canceling statement due to lock timeout
          PostgreSQL, 40P01, 0,      deadlock detected
          PostgreSQL, 08006, 0,      An I/O error occurred while sending to the backend
          PostgreSQL, 0A000, 0,      cached plan must not change result type
          PostgreSQL, 42501, 0,      permission denied for table delivery
          PostgreSQL, 28P01, 0,      password authentication failed
          PostgreSQL, 3D000, 0,      database does not exist
          PostgreSQL, XX000, 0,      something that nobody has thought of
          H2,         90098, 90098,  The database has been closed
          H2,         90121, 90121,  Database is already closed
          H2,         HY000, 50000,  General error: No space left on device
          H2,         90028, 90028,  IO Exception
          H2,         90031, 90031,  IO Exception
          H2,         90067, 90067,  Connection is broken
          H2,         90131, 90131,  Concurrent update
          H2,         HYT00, 50200,  Timeout trying to lock table
          """)
  void what_passes_is_waited_out(String database, String state, int code, String words) {
    assertThat(DatabaseFaults.caused(said(database, new SQLException(words, state, code))))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PostgreSQL, 23505, 0,      duplicate key value violates unique constraint
          PostgreSQL, 22001, 0,      value too long for type character varying(200)
          PostgreSQL, 22021, 0,      invalid byte sequence for encoding UTF8
          PostgreSQL, 42601, 0,      syntax error
          PostgreSQL, 42P01, 0,      relation does not exist
          PostgreSQL, 54000, 0,      index row size exceeds btree version 4 maximum
          H2,         23505, 23505,  Unique index or primary key violation
          H2,         22001, 22001,  Value too long for column
          H2,         42S02, 42102,  Table not found
          """)
  void what_would_fail_again_is_permanent(String database, String state, int code, String words) {
    assertThat(DatabaseFaults.caused(said(database, new SQLException(words, state, code))))
        .isFalse();
  }

  @Test
  void a_driver_that_names_no_state_is_understood_too() {
    assertThat(new DeadSessions().adjudicate(new SQLException("no state")))
        .isEqualTo(SQLExceptionOverride.Override.CONTINUE_EVICT);
    assertThat(new DeadSessions().adjudicate(new SQLException("read-only", "25006")))
        .isEqualTo(SQLExceptionOverride.Override.MUST_EVICT);
  }

  @Test
  void a_batch_is_judged_by_its_statements() {
    BatchUpdateException batch = new BatchUpdateException("Batch entry 3", null, 0, new int[0]);
    batch.setNextException(new SQLException("duplicate key", "23505"));

    assertThat(DatabaseFaults.caused(new UncategorizedSQLException("end", "UPDATE", batch)))
        .isFalse();
  }

  @Test
  void no_connection_is_an_outage_and_a_bug_is_none() {
    assertThat(DatabaseFaults.caused(new CannotCreateTransactionException("no connection")))
        .isTrue();
    assertThat(
            DatabaseFaults.caused(
                new CannotGetJdbcConnectionException(
                    "no", new SQLException("Interrupted during connection acquisition"))))
        .isTrue();
    assertThat(DatabaseFaults.caused(new EmptyResultDataAccessException(1))).isFalse();
    assertThat(DatabaseFaults.caused(new InvalidDataAccessApiUsageException("no value"))).isFalse();
    assertThat(DatabaseFaults.caused(new IllegalStateException("a mapper's bug"))).isFalse();
  }

  /** As Spring hands it on. */
  private static RuntimeException said(String database, SQLException words) {
    DataAccessException known =
        new SQLErrorCodeSQLExceptionTranslator(database).translate("end", "UPDATE delivery", words);
    return known == null ? new UncategorizedSQLException("end", "UPDATE delivery", words) : known;
  }
}
