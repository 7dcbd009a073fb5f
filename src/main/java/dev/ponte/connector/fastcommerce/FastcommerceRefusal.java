package dev.ponte.connector.fastcommerce;

import dev.ponte.delivery.Mark;

/**
 * A row that cannot be understood.
 *
 * @param mark with which it is a dead letter once, until the row changes
 * @param raw the whole row
 * @param why what is wrong with it, or the bug that its mapper met
 */
record FastcommerceRefusal(Mark mark, String raw, RuntimeException why) {

  static FastcommerceRefusal of(
      String connection, String type, String key, FastcommerceRow row, RuntimeException why) {
    String raw = row.json().toString();
    Mark mark = new Mark(connection, type, key, Integer.toHexString(raw.hashCode()));
    return new FastcommerceRefusal(mark, raw, why);
  }
}
