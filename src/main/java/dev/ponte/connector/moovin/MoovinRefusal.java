package dev.ponte.connector.moovin;

import dev.ponte.delivery.Mark;

/**
 * A record that cannot be understood.
 *
 * @param mark with which it is a dead letter once, until the record changes
 * @param raw the whole record
 * @param reason what is wrong with it
 */
record MoovinRefusal(Mark mark, String raw, String reason) {

  static MoovinRefusal of(String connection, String type, String key, Object raw, String reason) {
    String text = raw.toString();
    String stamp = MoovinSent.digest(text);
    return new MoovinRefusal(
        new Mark(connection, type, key == null ? stamp : key, stamp), text, reason);
  }
}
