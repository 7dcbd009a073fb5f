package dev.ponte.connector.fastcommerce.api;

import dev.ponte.delivery.Priority;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of a report, beside its pages.
 *
 * @param report its ObjectID, or its name when it is no number
 * @param form Par1 to Par8 and Fields
 * @param priority of the calls
 */
public record ReportQuery(String report, Map<String, String> form, Priority priority) {

  private static final Priority FIRST = Priority.ORDERS;

  public static ReportQuery of(String report) {
    return new ReportQuery(report, Map.of(), FIRST);
  }

  public ReportQuery priority(Priority other) {
    return new ReportQuery(report, form, other);
  }

  public ReportQuery fields(String names) {
    return with("Fields", names);
  }

  /**
   * @param number the N of ParN
   */
  public ReportQuery parameter(int number, String value) {
    return with("Par" + number, value);
  }

  /** The fields of the form for some records. */
  Map<String, String> page(int page, int records) {
    Map<String, String> whole = new LinkedHashMap<>();
    whole.put(report.matches("\\d+") ? "ObjectID" : "ObjectName", report);
    whole.putAll(form);
    whole.put("Page", String.valueOf(page));
    whole.put("QtRecords", String.valueOf(records));
    return whole;
  }

  private ReportQuery with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(form);
    more.put(name, value);
    return new ReportQuery(report, more, priority);
  }
}
