package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The price of one SKU. A PUT deletes each fixed price that it does not name, so what VTEX holds is
 * read, merged, put and read back; fixed prices are told by PATCH, which deletes none. No call
 * knows of somebody who edits meanwhile; the time between reading and putting is one call.
 */
final class VtexPricing {

  private static final String FIXED = "fixedPrices";
  private static final String BASE = "basePrice";
  private static final String LIST = "listPrice";
  private static final String COST = "costPrice";
  private static final int REFUSED = 400;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final VtexGoods goods;
  private final Connection connection;
  private final String sku;
  private final VtexPrice wanted;
  private final Delivery delivery;
  private final Instant now;

  VtexPricing(VtexGoods goods, String sku, VtexPrice wanted, Delivery delivery, Instant now) {
    this.goods = goods;
    this.connection = goods.connection();
    this.sku = sku;
    this.wanted = wanted;
    this.delivery = delivery;
    this.now = now;
  }

  Outcome send(VtexPriceTold told) {
    List<VtexFixedPrice> unwanted = told.unwanted(wanted);
    boolean reads = !told.holdsBase(wanted) || unwanted.stream().anyMatch(it -> !it.isOver(now));
    List<VtexFixedPrice> news =
        wanted.fixed().stream().filter(it -> !told.own().contains(it)).toList();
    if (!reads && news.isEmpty()) {
      return Outcome.delivered("It was told: " + wanted.words());
    }
    VtexPriceTold.OF.checkpoint(delivery, told.trying(wanted));
    if (reads) {
      JsonNode held = putMerged(told, unwanted);
      news = wanted.fixed().stream().filter(it -> !fixed(held).contains(it)).toList();
      unwanted = List.of();
    }
    if (!news.isEmpty()) {
      patch(news);
    }
    VtexPriceTold.OF.answered(delivery, VtexPriceTold.acknowledged(wanted, unwanted));
    return Outcome.delivered(wanted.words());
  }

  /** What VTEX holds afterwards. */
  private JsonNode putMerged(VtexPriceTold told, List<VtexFixedPrice> unwanted) {
    Optional<JsonNode> held = held();
    ObjectNode merged = merged(held.orElse(null), told, unwanted);
    if (held.isPresent() && shows(held.get(), merged)) {
      return held.get();
    }
    put(merged);
    JsonNode shown = held().orElse(JsonNodeFactory.instance.objectNode());
    if (!shows(shown, merged)) {
      throw new DeliveryFailure(
          FailureClass.TRANSIENT,
          "%s does not show the price of SKU %s as it took it; it is told again"
              .formatted(connection.name(), sku));
    }
    return shown;
  }

  private Optional<JsonNode> held() {
    return goods.find(VtexOperations.PRICE, VtexGoods.with("itemId", sku));
  }

  /** Two of base, cost and markup: VTEX makes the markup of the others. */
  private ObjectNode merged(JsonNode held, VtexPriceTold told, List<VtexFixedPrice> unwanted) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put(BASE, wanted.base());
    BigDecimal cost = wanted.cost() == null ? amount(held, COST) : wanted.cost();
    if (cost != null && cost.signum() > 0) {
      body.put(COST, cost);
    }
    BigDecimal list =
        wanted.list() == null && told.list() == null ? amount(held, LIST) : wanted.list();
    if (list != null && list.signum() > 0) {
      body.put(LIST, list);
    }
    ArrayNode kept = body.putArray(FIXED);
    for (JsonNode it : entries(held)) {
      VtexFixedPrice one = VtexFixedPrice.of(it, connection.zone());
      if (unwanted.stream().noneMatch(one::replaces)) {
        ObjectNode copy = it.deepCopy();
        copy.properties().removeIf(field -> field.getValue().isNull());
        kept.add(copy);
      }
    }
    return body;
  }

  private static List<JsonNode> entries(JsonNode held) {
    return held == null ? List.of() : VtexJson.list(held, FIXED);
  }

  private List<VtexFixedPrice> fixed(JsonNode held) {
    return entries(held).stream().map(it -> VtexFixedPrice.of(it, connection.zone())).toList();
  }

  private static BigDecimal amount(JsonNode held, String name) {
    BigDecimal amount = held == null ? null : VtexJson.decimal(held, name);
    return amount == null ? null : VtexPrice.amount(amount);
  }

  /** VTEX may give a cost back that is a cent off, since it keeps the markup. */
  private boolean shows(JsonNode held, JsonNode body) {
    BigDecimal cost = amount(body, COST);
    BigDecimal shownCost = amount(held, COST);
    boolean costs =
        cost == null || shownCost != null && shownCost.subtract(cost).abs().compareTo(CENT) <= 0;
    return costs
        && equal(amount(held, BASE), amount(body, BASE))
        && equal(amount(held, LIST), amount(body, LIST))
        && fixed(held).size() == fixed(body).size()
        && fixed(held).containsAll(fixed(body));
  }

  /** None and 0 are the same. */
  private static boolean equal(BigDecimal one, BigDecimal other) {
    BigDecimal a = one == null ? BigDecimal.ZERO : one;
    BigDecimal b = other == null ? BigDecimal.ZERO : other;
    return a.compareTo(b) == 0;
  }

  private void put(ObjectNode body) {
    try {
      send(VtexOperations.SET_PRICE, body);
    } catch (ApiFailure failure) {
      // Whether VTEX takes a base price alone is said in two ways.
      throw explained(
          failure, body.has(COST) ? "" : "; perhaps it wants a cost beside it", fixed(body));
    }
  }

  private void patch(List<VtexFixedPrice> news) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    news.forEach(it -> body.add(it.json()));
    try {
      send(VtexOperations.ADD_FIXED, body);
    } catch (ApiFailure failure) {
      throw explained(failure, "", List.of());
    }
  }

  private void send(String operation, JsonNode body) {
    ObjectNode arguments = VtexGoods.with("itemId", sku);
    arguments.set("body", body);
    goods.send(operation, arguments);
  }

  private static int status(ApiFailure failure) {
    return failure.answer().map(it -> it.status()).orElse(0);
  }

  /** How VTEX words a refusal is not known, so what may be its reason is told beside. */
  private DeliveryFailure explained(ApiFailure failure, String perhaps, List<VtexFixedPrice> kept) {
    if (status(failure) != REFUSED) {
      return failure;
    }
    StringBuilder words = new StringBuilder(failure.getMessage()).append(perhaps);
    List<String> over =
        kept.stream()
            .filter(it -> it.isOver(now))
            .map(it -> it.table() + " until " + it.to())
            .toList();
    if (!over.isEmpty()) {
      words.append("; fixed prices that are over stand in its way perhaps, delete them there: ");
      words.append(String.join(", ", over));
    }
    words.append(limits());
    return new DeliveryFailure(
        failure.failureClass(),
        words.toString(),
        failure.code().orElse(null),
        failure.retryAt().orElse(null),
        failure);
  }

  private String limits() {
    try {
      JsonNode config =
          goods.call(VtexOperations.PRICE_CONFIG, JsonNodeFactory.instance.objectNode());
      return "; its limits of prices: variation %s, smallest markups %s"
          .formatted(
              VtexJson.field(config, "priceVariation"), VtexJson.field(config, "minimumMarkups"));
    } catch (ApiFailure unread) {
      return "; its limits of prices cannot be read: " + unread.getMessage();
    }
  }
}
