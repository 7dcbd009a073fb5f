package dev.ponte.ledger;

import dev.ponte.delivery.Cursors;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Cursors} in the ledger's database. */
@Component
class SqlCursors implements Cursors {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  SqlCursors(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  @Override
  public Optional<String> get(String connection, String name) {
    return jdbc.sql(
            "SELECT position FROM cursor_position WHERE connection = :connection AND name = :name")
        .param("connection", connection)
        .param("name", name)
        .query(String.class)
        .optional();
  }

  @Override
  public void put(String connection, String name, String value) {
    transactions.executeWithoutResult(
        status -> {
          int rows =
              write(
                  "UPDATE cursor_position SET position = :position"
                      + " WHERE connection = :connection AND name = :name",
                  connection,
                  name,
                  value);
          if (rows == 0) {
            write(
                "INSERT INTO cursor_position (connection, name, position)"
                    + " VALUES (:connection, :name, :position)",
                connection,
                name,
                value);
          }
        });
  }

  private int write(String sql, String connection, String name, String value) {
    return jdbc.sql(sql)
        .param("connection", connection)
        .param("name", name)
        .param("position", value)
        .update();
  }
}
