package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.CallRecorder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The pages of a reading method, by number. The end is a page that is not full, or one that brings
 * nothing beyond the first and the last one read, since it is not certain what {@code pagina}
 * counts, nor that every store heeds it. No more than two pages are remembered.
 */
public final class ListPages {

  public static final int SIZE = 100;

  /** What a store gives that does not accept the limit; such a page need not be the last. */
  private static final int TRUNCATED = 30;

  private final MoovinApi moovin;
  private final Connection connection;
  private final Source source;
  private final Map<String, String> filters;
  private final boolean spare;
  private final CallRecorder delivery;
  private Set<String> first = Set.of();
  private Set<String> last = Set.of();

  /**
   * @param filters beside those of the page
   * @param spare whether only what is left of the quota is for its calls
   */
  public ListPages(
      MoovinApi moovin,
      Connection connection,
      Source source,
      Map<String, String> filters,
      boolean spare) {
    this(moovin, connection, source, filters, spare, null);
  }

  private ListPages(
      MoovinApi moovin,
      Connection connection,
      Source source,
      Map<String, String> filters,
      boolean spare,
      CallRecorder delivery) {
    this.moovin = moovin;
    this.connection = connection;
    this.source = source;
    this.filters = filters;
    this.spare = spare;
    this.delivery = delivery;
  }

  /** Pages that are read for a delivery. */
  public static ListPages of(
      MoovinApi moovin,
      Connection connection,
      Source source,
      Map<String, String> filters,
      CallRecorder delivery) {
    return new ListPages(moovin, connection, source, filters, false, delivery);
  }

  /**
   * What is read.
   *
   * @param method of the web service
   * @param record name of one record of its answer
   * @param identity what tells a row from the others
   */
  public record Source(String method, String record, Function<JsonNode, String> identity) {}

  /**
   * One page.
   *
   * @param rows the store's records
   * @param isLast whether there is none after it
   */
  public record Page(List<JsonNode> rows, boolean isLast) {}

  /**
   * Reads the page of this number, from 1.
   *
   * @throws dev.ponte.delivery.DeliveryFailure when it cannot be read
   */
  public Page read(int number) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    filters.forEach(question::put);
    question.put("limite", String.valueOf(SIZE)).put("pagina", String.valueOf(number));
    JsonNode answer =
        spare
            ? moovin.spare(connection, source.method(), question)
            : moovin.call(connection, source.method(), question, delivery);
    List<JsonNode> rows = RecordReader.rows(answer, source.record());
    boolean isFull = rows.size() >= SIZE || rows.size() == TRUNCATED;
    return new Page(rows, !bringsNews(rows) || !isFull);
  }

  private boolean bringsNews(List<JsonNode> rows) {
    Set<String> keys = new HashSet<>();
    rows.forEach(row -> keys.add(source.identity().apply(row)));
    boolean news = keys.stream().anyMatch(key -> !first.contains(key) && !last.contains(key));
    first = first.isEmpty() ? keys : first;
    last = keys;
    return news;
  }
}
