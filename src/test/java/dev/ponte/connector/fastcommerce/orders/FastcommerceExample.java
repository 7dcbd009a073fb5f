package dev.ponte.connector.fastcommerce.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.fastcommerce.api.OrderFields;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** An order with a value in each field that is asked for; the document prints none. */
public final class FastcommerceExample {

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("Núm", "4711"),
          Map.entry("Feito em", "10/03/2026 10:20"),
          Map.entry("Status", "Aprovado"),
          Map.entry("ChangeFlagAPI", "0"),
          Map.entry("Tipo", "PJ"),
          Map.entry("CPF/CNPJ", "12.345.678/0001-95"),
          Map.entry("CEP", "01002-000"),
          Map.entry("CEP Pedido", "01001-000"),
          Map.entry("País", "Brasil"),
          Map.entry("País Pedido", "Uruguai"),
          Map.entry("Total sem frete", "100,00"),
          Map.entry("Frete", "12,30"),
          Map.entry("Desconto cupom", ""),
          Map.entry("DescontoTotalSF", ""),
          Map.entry("Valor embalagem", ""),
          Map.entry("Parcelas", "3"),
          Map.entry("Juros a.m.", "1,99"),
          Map.entry("Presente", "S"),
          Map.entry("Qtd", "1"),
          Map.entry("Preço unit", "100,00"),
          Map.entry("Embalar produto", ""),
          Map.entry("Valor embalagem produto", ""));

  private FastcommerceExample() {}

  public static Order order() {
    ReportRow row = row();
    return new OrderMapper("fastcommerce", ZoneId.of("America/Sao_Paulo"), "BRL", StoreTerms.STRICT)
        .toOrder(new OrderRows("4711", List.of(row), false));
  }

  /** By the names of the report. */
  public static JsonNode document() {
    return row().json();
  }

  /** By which a poll sees whether it has changed. */
  public static String stamp(ReportRow row) {
    return new OrderRows("1", List.of(row), false).stamp();
  }

  private static ReportRow row() {
    ReportRow row = new ReportRow();
    for (String field : OrderFields.FIELDS.split(",")) {
      row.put(field, VALUES.getOrDefault(field, "valor de " + field));
    }
    return row;
  }
}
