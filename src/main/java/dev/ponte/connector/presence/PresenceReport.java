package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.delivery.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of ECM-RESULTADO-PROCESSAMENTO: what became of records that one method listed under one
 * process.
 *
 * @param method that listed them
 * @param process their {@code idProcesso}, as read
 * @param rows one a record
 */
record PresenceReport(String method, JsonNode process, List<Row> rows) {

  /**
   * What became of one record.
   *
   * @param deliveries that tell it
   * @param pk the record's key, as read
   * @param entry what the report says of it
   * @param error whether it belongs to {@code erros}
   */
  record Row(List<Delivery> deliveries, JsonNode pk, ObjectNode entry, boolean error) {

    /** Whether both can stand in one report: they speak of two records, or say the same. */
    private boolean agrees(Row other) {
      return !pk.equals(other.pk) || entry.equals(other.entry);
    }
  }

  /**
   * What is to be told, by what one call can tell. Of two ends of a record the later comes last.
   */
  static List<PresenceReport> of(List<PresenceOutcome> outcomes) {
    Map<List<Object>, List<PresenceReport>> reports = new LinkedHashMap<>();
    for (PresenceOutcome outcome : outcomes) {
      PresenceCorrelation record = outcome.record();
      List<PresenceReport> calls =
          reports.computeIfAbsent(
              List.of(record.method(), record.process()), key -> new ArrayList<>());
      if (calls.isEmpty() || !calls.get(calls.size() - 1).add(outcome.row())) {
        PresenceReport next =
            new PresenceReport(record.method(), record.process(), new ArrayList<>());
        next.add(outcome.row());
        calls.add(next);
      }
    }
    return reports.values().stream().flatMap(List::stream).toList();
  }

  /** False when the report already says something else of the record. */
  private boolean add(Row row) {
    if (!rows.stream().allMatch(row::agrees)) {
      return false;
    }
    for (Row same : rows) {
      if (same.pk().equals(row.pk())) {
        same.deliveries().addAll(row.deliveries());
        return true;
      }
    }
    rows.add(row);
    return true;
  }

  /** The arguments of the call. */
  JsonNode arguments() {
    ObjectNode json = PresenceAnswer.JSON.createObjectNode();
    json.set("idProcesso", process);
    json.put("metodo", method);
    ArrayNode successes = json.putArray("sucessos");
    ArrayNode errors = json.putArray("erros");
    rows.forEach(it -> (it.error() ? errors : successes).add(it.entry()));
    return json;
  }

  /** The two halves; the first has the larger one of an odd number. */
  List<PresenceReport> halves() {
    int middle = (rows.size() + 1) / 2;
    return List.of(
        new PresenceReport(method, process, rows.subList(0, middle)),
        new PresenceReport(method, process, rows.subList(middle, rows.size())));
  }
}
