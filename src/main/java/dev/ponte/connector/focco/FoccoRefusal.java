package dev.ponte.connector.focco;

import dev.ponte.delivery.Mark;

/**
 * A record that cannot be understood.
 *
 * @param mark with which it is a dead letter once, until the record changes
 * @param raw the whole record
 * @param why what is wrong with it, or the bug that its mapper met
 */
record FoccoRefusal(Mark mark, String raw, RuntimeException why) implements FoccoMarked {

  static FoccoRefusal of(
      String connection, String type, String key, Object raw, RuntimeException why) {
    String text = raw.toString();
    Mark mark = new Mark(connection, type, key, Integer.toHexString(text.hashCode()));
    return new FoccoRefusal(mark, text, why);
  }
}
