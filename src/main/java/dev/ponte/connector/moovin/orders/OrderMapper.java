package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.canonical.StoreTerms.Parts;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Money;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Intake;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A record of getPedidos to a canonical order; pure. */
final class OrderMapper {

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

  /** What is special about one item; named with its code. */
  private static final List<String> OF_ITEMS =
      List.of("id_marketplace_item", "data_envio_pre_venda", "prazo_entrega_extra");

  private static final List<String> OF_TRANSACTIONS = List.of("identificador_conta", "nome_conta");

  /** How the store writes that there is none. */
  private static final String NOTHING = "0([.]0+)?|0000-00-00.*";

  private static final String CURRENCY = "BRL";

  private final String source;
  private final ZoneId zone;
  private final StoreTerms terms;

  /**
   * @param source the store connection
   * @param zone the store's, since its dates have no offset
   * @param terms on which orders are taken
   */
  OrderMapper(String source, ZoneId zone, StoreTerms terms) {
    this.source = source;
    this.zone = zone;
    this.terms = terms;
  }

  /** The mapper of a store's orders, by its settings. */
  static OrderMapper of(Connection store, TakenTotals taken) {
    Money money = store.settings(MoovinSettings.class).money();
    return new OrderMapper(store.name(), store.zone(), money.terms(store.name(), taken));
  }

  /**
   * @param cancelled whether the order's status is of the type that the store calls cancelled
   * @throws UnmappableRecord in one sentence, when the order cannot be told
   */
  Order toOrder(JsonNode record, boolean cancelled) {
    String id = Fields.text(record, "codigo_pedido");
    try {
      if (id == null) {
        throw new IllegalArgumentException("it has no codigo_pedido");
      }
      return order(record, id, cancelled);
    } catch (IllegalArgumentException e) {
      throw Intake.orderRefused(id, source, e);
    }
  }

  private Order order(JsonNode record, String id, boolean cancelled) {
    terms.requireCurrency(source, CURRENCY);
    Totals totals = Totals.of(record);
    BigDecimal total = totals.total();
    Parts parts = terms.settle(id, cancelled, totals.readings(), totals.freight(), total);
    return new Order(
        source,
        id,
        null,
        null,
        channel(record),
        marketplace(record),
        Fields.text(record, "descricao_loja_status_pedido"),
        cancelled,
        !cancelled && Fields.flag(record, "importado"),
        Fields.time(record, "data", zone),
        Fields.time(record, "data_ultima_atualizacao", zone),
        CURRENCY,
        Customers.of(record),
        null,
        Customers.delivery(record),
        parts.lines(),
        Payments.of(record, total),
        freight(record, totals.freight()),
        parts.charges(),
        total,
        StoreTerms.noted(null, parts, total),
        extras(record, totals),
        "getPedidos codigo=" + id);
  }

  private static Freight freight(JsonNode record, BigDecimal price) {
    JsonNode transport = record.path("dados_transporte");
    String service = Fields.text(transport, "modalidade");
    boolean travels = service != null || Customers.delivery(record) != null;
    return travels || price.signum() != 0
        ? new Freight(
            service, null, price, Fields.text(transport, "prazo_entrega"), null, null, null, null)
        : null;
  }

  private static String channel(JsonNode record) {
    return isOfMarketplace(record)
        ? Fields.text(record, "campanha_ident")
        : Fields.text(record, "loja_venda");
  }

  /** The payment's identifier is the order's id at the marketplace, as the document says. */
  private static Marketplace marketplace(JsonNode record) {
    if (!isOfMarketplace(record)) {
      return null;
    }
    String name = Fields.text(record, "campanha_ident").substring(MARKETPLACE.length()).strip();
    return new Marketplace(
        name.isEmpty() ? null : name, Fields.text(record, "pagamento_identificador"));
  }

  private static boolean isOfMarketplace(JsonNode record) {
    String campaign = Fields.text(record, "campanha_ident");
    return campaign != null && campaign.toLowerCase(Locale.ROOT).startsWith(MARKETPLACE);
  }

  private static Map<String, String> extras(JsonNode record, Totals totals) {
    Map<String, String> extras = new TreeMap<>();
    EXTRAS.forEach(name -> put(extras, name, "", record, name));
    put(extras, "rg_entrega", "", record.path("dados_entrega"), "rg");
    for (JsonNode item : RecordReader.rows(record.path("itens"), "item")) {
      String code = Fields.firstText(item, "produto_codigo_tamanho", "codigo");
      OF_ITEMS.forEach(name -> put(extras, name, code + ": ", item, name));
    }
    for (JsonNode one : RecordReader.rows(record.path("dados_transacao"), "transacao")) {
      OF_TRANSACTIONS.forEach(name -> put(extras, name, "", one, name));
    }
    if (Fields.flag(record, "pedido_troca")) {
      extras.put("pedido_troca", "S");
    }
    if (!totals.leftOut().isEmpty()) {
      extras.put("qtd 0", String.join(", ", totals.leftOut()));
    }
    return extras;
  }

  private static void put(
      Map<String, String> extras, String as, String before, JsonNode node, String name) {
    String value = Fields.text(node, name);
    if (value != null && !value.matches(NOTHING)) {
      extras.merge(
          as, before + value, (one, other) -> one.equals(other) ? one : one + "; " + other);
    }
  }
}
