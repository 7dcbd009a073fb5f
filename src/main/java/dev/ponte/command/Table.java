package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** Rows of JSON as columns for a person; times are those of this machine. */
final class Table {

  private static final int WIDEST = 60;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final List<String> titles;
  private final List<String> pointers;

  /**
   * @param columns each as {@code title=path/to/it}, or its name alone when both are the same
   */
  Table(String... columns) {
    titles = Arrays.stream(columns).map(it -> it.split("=")[0]).toList();
    pointers = Arrays.stream(columns).map(it -> "/" + it.substring(it.indexOf('=') + 1)).toList();
  }

  void print(PrintWriter out, Iterable<JsonNode> rows) {
    List<List<String>> lines = new java.util.ArrayList<>();
    lines.add(titles);
    rows.forEach(row -> lines.add(pointers.stream().map(it -> text(row.at(it))).toList()));
    int[] widths = new int[titles.size()];
    lines.forEach(
        line -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Math.min(WIDEST, line.get(i).length()));
          }
        });
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i));
        text.append(" ".repeat(Math.max(0, widths[i] - line.get(i).length()) + 2));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  /** One value as a person reads it; empty for none. */
  static String text(JsonNode it) {
    if (it.isMissingNode() || it.isNull()) {
      return "";
    }
    if (it.isArray()) {
      StringBuilder all = new StringBuilder();
      it.forEach(one -> all.append(all.length() == 0 ? "" : ", ").append(text(one)));
      return all.toString();
    }
    if (it.isObject()) {
      return it.has("words") ? it.get("words").asText() : it.toString();
    }
    String text = it.asText().replaceAll("\\s+", " ");
    return text.matches("\\d{4}-\\d\\d-\\d\\dT.*")
        ? OffsetDateTime.parse(text).atZoneSameInstant(ZoneId.systemDefault()).format(TIME)
        : text;
  }
}
