package dev.ponte.connector.fastcommerce.feedback;

import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import java.util.Map;

/** The line that Ponte writes into an order's log, for the people of the store. */
final class OrderLogText {

  static final String FIELD = "ObsLog";

  private static final int LONGEST = 255;
  private static final String CUT = "...";

  private final Map<String, String> configured;

  OrderLogText(FastcommerceSettings.Updates settings) {
    this.configured = settings.logs();
  }

  /**
   * The text, its holes filled in and no longer than the log takes.
   *
   * @param what key of the configured text
   * @param otherwise the text when none is configured
   * @param values by the name of the hole; a missing one leaves nothing
   */
  String line(String what, String otherwise, Map<String, String> values) {
    String text = configured.getOrDefault(what, otherwise);
    for (var value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return cut(text.replaceAll("\\s+", " ").strip());
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - CUT.length())) + CUT;
  }
}
