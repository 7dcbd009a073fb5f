package dev.ponte.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.connection.LenientJson;
import dev.ponte.connection.TextFiles;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Prices from files, for an ERP that tells none: a table with a line of names at its head, or
 * canonical prices as JSON, one or many.
 */
@Component("priceFiles")
public final class PriceFiles {

  private static final String CURRENCY = "BRL";
  private static final int PAGE = 100;
  private static final List<String> COLUMNS =
      List.of(
          "sku",
          "list",
          "sale",
          "cost",
          "wholesale",
          "promotion",
          "promotion-from",
          "promotion-to",
          "currency");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+([.,]\\d+)?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final ZoneId zone;

  PriceFiles(@Value("${ponte.zone:America/Sao_Paulo}") ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Some prices, or one that cannot be taken.
   *
   * @param prices canonical, as JSON
   * @param refused that cannot be taken; null when all can
   * @param text the record that was refused
   */
  public record Part(List<String> prices, UnmappableRecord refused, Mark mark, String text) {}

  /**
   * Puts the prices of the file in the body into the body, as a list of parts.
   *
   * @throws UnmappableRecord when it is no file of prices at all
   * @throws IOException when the file cannot be read; it stays where it is
   */
  public void read(String source, Exchange exchange) throws IOException {
    File file = exchange.getMessage().getBody(File.class);
    Mark mark = TextFiles.mark(source, Price.TYPE, file);
    exchange.setProperty(Mark.PROPERTY, mark);
    String text = TextFiles.text(file);
    exchange.getMessage().setBody(text);
    try {
      exchange.getMessage().setBody(parts(source, mark.key(), text));
    } catch (IllegalArgumentException e) {
      throw new UnmappableRecord(
          "File %s tells no prices: %s; it is in the folder of failed files"
              .formatted(file.getName(), e.getMessage()),
          e);
    }
  }

  /**
   * Leaves the prices of the part in the body.
   *
   * @throws UnmappableRecord beside the record in the body, when it cannot be taken
   */
  public void take(Exchange exchange) {
    Part part = exchange.getMessage().getBody(Part.class);
    if (part.refused() != null) {
      exchange.setProperty(Mark.PROPERTY, part.mark());
      exchange.getMessage().setBody(part.text());
      throw part.refused();
    }
    exchange.removeProperty(Mark.PROPERTY);
    exchange.getMessage().setBody(part.prices());
  }

  /** A SKU that comes more than once has the price that comes last. */
  List<Part> parts(String source, String file, String text) {
    boolean isJson = text.startsWith("{") || text.startsWith("[");
    Map<String, String> prices = new LinkedHashMap<>();
    List<Part> parts = new ArrayList<>();
    int number = isJson ? 0 : 1;
    for (Object record : isJson ? records(text) : rows(text)) {
      number++;
      try {
        Price price =
            record instanceof JsonNode json ? price(source, json) : price(source, (Row) record);
        prices.remove(price.sku());
        prices.put(price.sku(), Canonical.write(price));
      } catch (IllegalArgumentException e) {
        parts.add(refused(source, file, number, String.valueOf(record), e));
      }
    }
    List<String> all = List.copyOf(prices.values());
    for (int from = 0; from < all.size(); from += PAGE) {
      parts.add(new Part(all.subList(from, Math.min(all.size(), from + PAGE)), null, null, null));
    }
    return parts;
  }

  private static Part refused(
      String source, String file, int number, String text, IllegalArgumentException why) {
    UnmappableRecord refused =
        new UnmappableRecord(
            "Price %d of %s cannot be taken: %s; put it right in another file"
                .formatted(number, file, why.getMessage()),
            why);
    String stamp = Integer.toHexString(text.hashCode());
    return new Part(
        List.of(), refused, new Mark(source, Price.TYPE, file + "#" + number, stamp), text);
  }

  private static Iterable<JsonNode> records(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      return read.isArray() ? read : List.of(read);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Price price(String source, JsonNode json) {
    if (!(json instanceof ObjectNode record)) {
      throw new IllegalArgumentException("it is no object");
    }
    ObjectNode whole = record.deepCopy();
    if (!whole.hasNonNull("source")) {
      whole.put("source", source);
    }
    if (!whole.hasNonNull("currency")) {
      whole.put("currency", CURRENCY);
    }
    return Canonical.read(Price.class, whole.toString());
  }

  private Price price(String source, Row row) {
    BigDecimal promoted = row.number("promotion");
    Price.Promotion promotion =
        promoted == null
            ? null
            : new Price.Promotion(
                promoted, time(row, "promotion-from", 0), time(row, "promotion-to", 1));
    String currency = row.text("currency");
    return new Price(
        source,
        row.text("sku"),
        row.number("list"),
        row.number("sale"),
        row.number("cost"),
        row.number("wholesale"),
        promotion,
        currency == null ? CURRENCY : currency,
        null);
  }

  /** A day by itself belongs to the promotion, the last one too. */
  private OffsetDateTime time(Row row, String name, int days) {
    String text = row.text(name);
    if (text == null) {
      return null;
    }
    OffsetDateTime time = LenientJson.time(text, name, zone);
    return DAY.matcher(text).matches()
        ? time.toLocalDate().plusDays(days).atStartOfDay(zone).toOffsetDateTime()
        : time;
  }

  /** One line of the table, by the names at its head. */
  private record Row(String line, Map<String, String> cells) {

    String text(String name) {
      String text = cells.getOrDefault(name, "");
      return text.isEmpty() ? null : text;
    }

    BigDecimal number(String name) {
      String text = text(name);
      if (text == null) {
        return null;
      }
      if (!NUMBER.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "%s is %s, which is no number; write it as 1234.56 or 1234,56".formatted(name, text));
      }
      return new BigDecimal(text.replace(',', '.'));
    }

    @Override
    public String toString() {
      return line;
    }
  }

  private static List<Row> rows(String text) {
    Iterator<String> lines = Arrays.asList(text.split("\\R")).iterator();
    String head = lines.hasNext() ? lines.next() : "";
    char separator = head.contains(";") ? ';' : head.contains("\t") ? '\t' : ',';
    List<String> names = cells(head.toLowerCase(Locale.ROOT), separator);
    List<String> unknown = names.stream().filter(it -> !COLUMNS.contains(it)).toList();
    if (!unknown.isEmpty() || !names.contains("sku") || !names.contains("sale")) {
      throw new IllegalArgumentException(
          "its first line names the columns %s, but must name sku and sale, and may name others of %s"
              .formatted(names, COLUMNS));
    }
    List<Row> rows = new ArrayList<>();
    while (lines.hasNext()) {
      String line = lines.next();
      if (!line.isBlank()) {
        rows.add(row(line, names, separator));
      }
    }
    return rows;
  }

  private static Row row(String line, List<String> names, char separator) {
    List<String> cells = cells(line, separator);
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size() && i < cells.size(); i++) {
      byName.put(names.get(i), cells.get(i));
    }
    return new Row(line, byName);
  }

  /** Cells of one line, in quotes or without. */
  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char it = line.charAt(i);
      if (it == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(it);
        i++;
      } else if (it == '"') {
        quoted = !quoted;
      } else if (it == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(it);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
