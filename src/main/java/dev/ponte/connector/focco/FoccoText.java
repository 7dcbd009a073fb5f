package dev.ponte.connector.focco;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts of a limited length. Pure. */
final class FoccoText {

  private static final String CUT = "… (cortado)";
  private static final String REST = "… (cortado: mais %d linhas na loja)";

  /** A line that is cut shorter than this says nothing. */
  private static final int LEAST = 60;

  private FoccoText() {}

  /**
   * The lines as one text. When it is too long, the longest lines are cut to one length, so that
   * all the short ones stay whole; only where that does not do are the last lines left out.
   *
   * @param most bytes in UTF-8
   */
  static String fit(List<String> lines, int most) {
    if (size(String.join("\n", lines)) <= most) {
      return String.join("\n", lines);
    }
    int low = LEAST;
    int high = most;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (size(cut(lines, middle)) <= most) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    String text = cut(lines, low);
    return size(text) <= most ? text : first(lines, low, most);
  }

  /** As many of the lines as there is room for. */
  private static String first(List<String> lines, int length, int most) {
    for (int kept = lines.size() - 1; kept > 0; kept--) {
      List<String> some = new ArrayList<>(lines.subList(0, kept));
      some.add(REST.formatted(lines.size() - kept));
      String text = cut(some, length);
      if (size(text) <= most) {
        return text;
      }
    }
    return cut(lines.get(0), most);
  }

  private static String cut(List<String> lines, int length) {
    return String.join("\n", lines.stream().map(it -> cut(it, length)).toList());
  }

  static String money(BigDecimal amount) {
    return "R$ " + amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** At most so many bytes of it, and the mark where there was more. */
  static String cut(String text, int length) {
    if (size(text) <= length) {
      return text;
    }
    int room = length - size(CUT);
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      int bytes = size(Character.toString(point));
      if (used + bytes > room) {
        break;
      }
      used += bytes;
      end += Character.charCount(point);
    }
    return text.substring(0, end) + CUT;
  }

  /** Bytes in UTF-8. */
  static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
