package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.AccessKey;
import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Connection;
import dev.ponte.connection.LenientJson;
import dev.ponte.delivery.NamedFault;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a record of ECM-DADOS-NF to an invoice. */
final class PresenceInvoiceMapper implements PresenceFeed.Mapper {

  private static final Logger LOG = LoggerFactory.getLogger(PresenceInvoiceMapper.class);
  private static final String ACCESS_KEY = "ChaveAcesso";
  private static final String NUMBER = "numero";

  private final Connection connection;
  private final PresenceSettings settings;
  private final PresenceSettings.Invoices fields;

  PresenceInvoiceMapper(Connection connection) {
    this.connection = connection;
    settings = connection.settings(PresenceSettings.class);
    fields = settings.invoices();
  }

  @Override
  public boolean isPartial(PresenceRow row) {
    return fields.complete()
        && row.json().isObject()
        && (PresenceJson.first(row.json(), fields.value()) == null
            || row.text(NUMBER) == null
            || row.text(ACCESS_KEY) == null);
  }

  @Override
  public Optional<Invoice> message(PresenceRow row) {
    return Optional.of(toInvoice(row));
  }

  Invoice toInvoice(PresenceRow row) {
    JsonNode json = row.json();
    return new Invoice(
        connection.name(),
        row.order(settings),
        kind(json),
        plain(row.text(NUMBER)),
        plain(row.text("serieNF")),
        accessKey(row),
        issuedAt(json),
        value(json),
        lines(json),
        PresenceJson.first(json, List.of("nomeFantasia", "razaoSocial")),
        row.text("codigoRastreio"),
        PresenceJson.first(json, fields.link()),
        PresenceJson.first(json, fields.xml()),
        row.correlation());
  }

  private Invoice.Kind kind(JsonNode json) {
    String kind = PresenceJson.first(json, fields.kind());
    return kind != null && fields.returns().contains(kind)
        ? Invoice.Kind.RETURN
        : Invoice.Kind.SALE;
  }

  private String accessKey(PresenceRow row) {
    String key = row.text(ACCESS_KEY);
    if (key == null) {
      return null;
    }
    String plain = key.replaceFirst("^NFe", "").replaceAll("[\\s.]", "");
    try {
      AccessKey.check(plain);
      return plain;
    } catch (IllegalArgumentException wrong) {
      if (fields.accessKey() == PresenceSettings.WrongKey.REJECT) {
        throw wrong;
      }
      LOG.warn("NF-e {} of {} goes on without its key: {}", row.pk(), source(), wrong.getMessage());
      return null;
    }
  }

  private OffsetDateTime issuedAt(JsonNode json) {
    return LenientJson.time(
        PresenceJson.first(json, fields.issuedAt()), "the date of issue", connection.zone());
  }

  private BigDecimal value(JsonNode json) {
    String text = PresenceJson.first(json, fields.value());
    if (text == null) {
      throw new NamedFault(
          "presence.invoice-field",
          "value",
          "it has none of the fields %s; set ponte.connections.%s.invoices.value to the field with its total"
              .formatted(fields.value(), source()));
    }
    return PresenceJson.decimal(text, "its value");
  }

  private List<Invoice.Line> lines(JsonNode json) {
    List<Invoice.Line> lines = new ArrayList<>();
    for (String name : fields.items()) {
      PresenceJson.field(json, name).forEach(it -> lines.add(line(it)));
    }
    return lines;
  }

  private Invoice.Line line(JsonNode item) {
    String sku = PresenceJson.first(item, fields.itemSku());
    if (sku == null) {
      throw new NamedFault(
          "presence.invoice-field",
          "item-sku",
          "an item has none of the fields %s; set ponte.connections.%s.invoices.item-sku to the field with the store's code"
              .formatted(fields.itemSku(), source()));
    }
    return new Invoice.Line(
        sku,
        PresenceJson.decimal(PresenceJson.first(item, fields.itemQuantity()), "a quantity"),
        PresenceJson.decimal(PresenceJson.first(item, fields.itemPrice()), "a price"));
  }

  private String source() {
    return connection.name();
  }

  /** Without leading zeros; null stays null. */
  private static String plain(String number) {
    return number == null ? null : number.replaceFirst("^0+(?=.)", "");
  }
}
