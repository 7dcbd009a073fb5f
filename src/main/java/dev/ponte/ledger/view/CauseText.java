package dev.ponte.ledger.view;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What is said of a cause. Of a named one title, what happened and what to do stand in {@code
 * causes*.properties}; of all others the target's own words are all there is.
 */
public final class CauseText {

  private CauseText() {}

  /** What has failed, in a few words; what has to be repaired stands in it. */
  static Sentence title(DeliveryRow it) {
    return title(it.cause(), it.subscriber(), it.subject(), it.words());
  }

  /**
   * What has failed, in a few words.
   *
   * @param words of the target, for a cause that nobody has named; null when it said nothing
   */
  public static Sentence title(String cause, String connection, String subject, String words) {
    String said = words == null ? "" : words;
    return isNamed(cause)
        ? Sentence.of(cause + ".title", connection, subject).or(said)
        : Sentence.of("cause.words", said);
  }

  /**
   * What to do about it.
   *
   * @param key by which a person finds it, such as the order's number; null of many
   */
  public static Sentence todo(
      String cause, String state, String connection, String subject, String key) {
    Sentence anyway = Sentence.of("cause.todo." + state, connection, subject, key);
    return isNamed(cause) ? new Sentence(cause + ".todo", anyway.args(), "") : anyway;
  }

  /**
   * Whether done needs a number at the target: of an unnamed cause nobody knows that it does not.
   */
  public static boolean needsNumber(String cause) {
    ResourceBundle causes = ResourceBundle.getBundle("causes", Locale.ROOT);
    String key = cause + ".number";
    return !causes.containsKey(key) || !causes.getString(key).equals("no");
  }

  /** Whether somebody has given it a name. */
  public static boolean isNamed(String cause) {
    return cause != null && !cause.startsWith("~");
  }
}
