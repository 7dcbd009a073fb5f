package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.delivery.UnmappableRecord;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A record of getPedidos to a canonical order; pure. */
final class MoovinOrderMapper {

  private static final String MARKETPLACE = "marketplace.";

  /** Facts that an ERP or a fiscal document may need and that have no canonical place. */
  private static final List<String> EXTRAS =
      List.of(
          "nome_loja_pagamento",
          "codigo_forma_pagamento",
          "codigo_cupom_desconto",
          "numero_pedido_troca",
          "taxa_marketplace",
          "taxa_frete_marketplace",
          "vendedor_codigo",
          "vendedor_nome",
          "codigo_revendedor",
          "campanha_id",
          "campanha_ident",
          "pagamento_identificador");

  private final String source;
  private final ZoneId zone;

  /**
   * @param source the store connection
   * @param zone the store's, since its dates have no offset
   */
  MoovinOrderMapper(String source, ZoneId zone) {
    this.source = source;
    this.zone = zone;
  }

  /**
   * @param cancelled whether the order's status is of the type that the store calls cancelled
   * @throws UnmappableRecord in one sentence, when the record is no order that adds up
   */
  Order toOrder(JsonNode record, boolean cancelled) {
    String id = MoovinFields.text(record, "codigo_pedido");
    try {
      if (id == null) {
        throw new IllegalArgumentException("it has no codigo_pedido");
      }
      return order(record, id, cancelled);
    } catch (IllegalArgumentException e) {
      throw new UnmappableRecord(
          "Order %s of %s cannot be taken: %s".formatted(id, source, e.getMessage()), e);
    }
  }

  private Order order(JsonNode record, String id, boolean cancelled) {
    MoovinTotals totals = MoovinTotals.of(record);
    List<Line> lines = totals.lines();
    List<Charge> charges = totals.charges();
    BigDecimal total = totals.total();
    return new Order(
        source,
        id,
        null,
        null,
        channel(record),
        marketplace(record),
        MoovinFields.text(record, "descricao_loja_status_pedido"),
        cancelled,
        !cancelled && MoovinFields.flag(record, "importado"),
        MoovinFields.time(record, "data", zone),
        MoovinFields.time(record, "data_ultima_atualizacao", zone),
        "BRL",
        MoovinCustomers.of(record),
        null,
        MoovinCustomers.delivery(record),
        lines,
        MoovinPayments.of(record, total),
        freight(record),
        charges,
        total,
        null,
        extras(record),
        "getPedidos codigo=" + id);
  }

  private static Freight freight(JsonNode record) {
    JsonNode transport = record.path("dados_transporte");
    BigDecimal price = MoovinFields.money(record, "valor_frete");
    String service = MoovinFields.text(transport, "modalidade");
    boolean travels = service != null || MoovinCustomers.delivery(record) != null;
    return travels || price.signum() != 0
        ? new Freight(
            service,
            null,
            price,
            MoovinFields.text(transport, "prazo_entrega"),
            null,
            null,
            null,
            null)
        : null;
  }

  private static String channel(JsonNode record) {
    return isOfMarketplace(record)
        ? MoovinFields.text(record, "campanha_ident")
        : MoovinFields.text(record, "loja_venda");
  }

  /** The payment's identifier is the order's id at the marketplace, as the document says. */
  private static Marketplace marketplace(JsonNode record) {
    if (!isOfMarketplace(record)) {
      return null;
    }
    String name =
        MoovinFields.text(record, "campanha_ident").substring(MARKETPLACE.length()).strip();
    return new Marketplace(
        name.isEmpty() ? null : name, MoovinFields.text(record, "pagamento_identificador"));
  }

  private static boolean isOfMarketplace(JsonNode record) {
    String campaign = MoovinFields.text(record, "campanha_ident");
    return campaign != null && campaign.toLowerCase(Locale.ROOT).startsWith(MARKETPLACE);
  }

  private static Map<String, String> extras(JsonNode record) {
    Map<String, String> extras = new TreeMap<>();
    for (String name : EXTRAS) {
      String value = MoovinFields.text(record, name);
      if (value != null && !value.matches("0([.]0+)?")) {
        extras.put(name, value);
      }
    }
    if (MoovinFields.flag(record, "pedido_troca")) {
      extras.put("pedido_troca", "S");
    }
    return extras;
  }
}
