package dev.ponte.connector.focco;

import dev.ponte.delivery.Mark;

/**
 * A record that cannot be understood.
 *
 * @param mark with which it is a dead letter once, until the record changes
 * @param raw the whole record
 * @param reason what is wrong with it
 */
record FoccoRefusal(Mark mark, String raw, String reason) implements FoccoMarked {

  static FoccoRefusal of(String connection, String type, String key, Object raw, String reason) {
    String text = raw.toString();
    Mark mark = new Mark(connection, type, key, Integer.toHexString(text.hashCode()));
    return new FoccoRefusal(mark, text, reason);
  }
}
