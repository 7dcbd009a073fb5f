package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The orders that filters let through, those first that were changed first, page by page.
 *
 * <p>While we read, our own acknowledgements change orders and move them to the end, so that page
 * numbers would skip others. So the next reading begins at the last change seen, with page 1; only
 * where a whole page was changed in one second, or the store does not sort, page numbers go on. The
 * end is a page that is not full, or one that brings nothing new though it should, since it is not
 * certain what {@code pagina} counts, nor that every store heeds it.
 */
final class OrderPages implements Iterator<List<JsonNode>> {

  private final MoovinApi moovin;
  private final Connection connection;
  private final MoovinSettings.Orders settings;
  private final Map<String, String> filters;
  private List<JsonNode> ready = List.of();
  private final Set<String> seen = new HashSet<>();
  private LocalDateTime from;
  private int page = 1;
  private int pages;
  private boolean turned;
  private boolean more = true;

  /**
   * @param filters beside those of time, order and page
   * @param from changed at or after this, by the store's clock; null for ever
   */
  OrderPages(
      MoovinApi moovin, Connection connection, Map<String, String> filters, LocalDateTime from) {
    this.moovin = moovin;
    this.connection = connection;
    this.settings = connection.settings(MoovinSettings.class).orders();
    this.filters = filters;
    this.from = from;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && more) {
      read();
    }
    return !ready.isEmpty();
  }

  @Override
  public List<JsonNode> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<JsonNode> page = ready;
    ready = List.of();
    return page;
  }

  private void read() {
    requireEnd();
    List<JsonNode> rows =
        RecordReader.rows(moovin.call(connection, Methods.ORDERS, question(), null), "pedido");
    pages++;
    ready = rows.stream().filter(row -> seen.add(identity(row))).toList();
    more = rows.size() >= settings.pageSize() && (!ready.isEmpty() || turned);
    turn(rows);
  }

  private void requireEnd() {
    if (pages >= settings.mostPages()) {
      throw new DeliveryFailure(
          FailureClass.TRANSIENT,
          "%s lists more than %d pages of orders; raise ponte.connections.%s.orders.most-pages"
              .formatted(connection.name(), pages, connection.name()));
    }
  }

  private ObjectNode question() {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    filters.forEach(question::put);
    question.put("ordem_data_atualizacao", "ASC");
    question.put("limite", String.valueOf(settings.pageSize()));
    question.put("pagina", String.valueOf(page));
    if (from != null) {
      question.put("data_ultima_atualizacao_de", Fields.STAMP.format(from));
    }
    return question;
  }

  private void turn(List<JsonNode> rows) {
    LocalDateTime last = sortedEnd(rows);
    turned = last != null && (from == null || last.isAfter(from));
    if (turned) {
      from = last;
      page = 1;
    } else {
      page++;
    }
  }

  /** When the last row was changed; null when the rows are not in that order. */
  private static LocalDateTime sortedEnd(List<JsonNode> rows) {
    LocalDateTime last = null;
    for (JsonNode row : rows) {
      LocalDateTime changed = changed(row);
      if (changed == null || last != null && changed.isBefore(last)) {
        return null;
      }
      last = changed;
    }
    return last;
  }

  /** A malformed stamp is the mapper's to tell. */
  private static LocalDateTime changed(JsonNode row) {
    try {
      return Fields.local(row, "data_ultima_atualizacao");
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static String identity(JsonNode row) {
    String id = Fields.text(row, "codigo_pedido");
    return id == null ? row.toString() : id + ' ' + Fields.text(row, "data_ultima_atualizacao");
  }
}
