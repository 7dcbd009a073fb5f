package dev.ponte.connector.moovin;

import dev.ponte.delivery.Mark;

/**
 * A record that cannot be understood.
 *
 * @param mark with which it is a dead letter once, until the record changes
 * @param raw the whole record
 * @param why what is wrong with it, or the bug that its mapper met
 */
record MoovinRefusal(Mark mark, String raw, RuntimeException why) {

  static MoovinRefusal of(
      String connection, String type, String key, Object raw, RuntimeException why) {
    String text = raw.toString();
    String stamp = MoovinSent.digest(text);
    return new MoovinRefusal(
        new Mark(connection, type, key == null ? stamp : key, stamp), text, why);
  }
}
