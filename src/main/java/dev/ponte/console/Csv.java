package dev.ponte.console;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines for spreadsheets, which take what begins like a formula for one. */
public final class Csv {

  private Csv() {}

  /** One line, ended as RFC 4180 has it. */
  public static void line(PrintWriter out, Object... cells) {
    out.print(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")));
    out.print("\r\n");
  }

  static String cell(Object value) {
    String text = value == null ? "" : value.toString();
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
