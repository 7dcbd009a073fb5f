package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Message;
import dev.ponte.connection.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of a report as one list of messages, beside the rows that could not be understood.
 *
 * @param connection name of the connection that they were read from
 * @param type of the messages
 * @param key name of the field that names a row that cannot be understood
 */
record FastcommerceRowsMapper(String connection, String type, String key) {

  /**
   * @param mapper empty for a row that is nothing to tell of; throws {@link
   *     IllegalArgumentException} in a sentence for one that cannot be understood
   */
  List<Object> map(
      List<FastcommerceRow> rows, Function<FastcommerceRow, Optional<? extends Message>> mapper) {
    List<Object> all = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    for (FastcommerceRow row : rows) {
      try {
        mapper.apply(row).ifPresent(messages::add);
      } catch (RuntimeException e) {
        String name = String.valueOf(row.get(key));
        RuntimeException why =
            Intake.refusal(
                e,
                said -> "%s %s of %s cannot be taken: %s".formatted(type, name, connection, said));
        all.add(FastcommerceRefusal.of(connection, type, name, row, why));
      }
    }
    if (!messages.isEmpty()) {
      all.add(messages);
    }
    return all;
  }
}
