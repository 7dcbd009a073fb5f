package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.ReconciliationPasses;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The quantity of one SKU in one warehouse. VTEX keeps back what it has sold until start-handling;
 * what was in handling before the moment that comes with a quantity it forgets with that quantity,
 * so each start-handling makes even an equal one news.
 */
final class VtexQuantity {

  private static final int NOT_FOUND = 404;
  private static final int LOCKED = 423;

  /** Said before anything is done. */
  private static final Set<Integer> NOTHING_DONE = Set.of(400, 401, 403, 404, 423, 429, 503);

  /** With so few left, more may be promised than there is. */
  private static final long FEW = 3;

  private static final Duration LOCK_LASTS = Duration.ofSeconds(3);
  private static final Duration READ_SOON = Duration.ofSeconds(15);

  private final VtexGoods goods;
  private final Connection connection;
  private final Stock stock;
  private final String sku;
  private final String warehouse;
  private final Delivery delivery;
  private final ReconciliationPasses checks;

  VtexQuantity(
      VtexGoods goods,
      Stock stock,
      String sku,
      String warehouse,
      Delivery delivery,
      ReconciliationPasses checks) {
    this.goods = goods;
    this.connection = goods.connection();
    this.stock = stock;
    this.sku = sku;
    this.warehouse = warehouse;
    this.delivery = delivery;
    this.checks = checks;
  }

  /** VTEX has no such SKU. */
  static final class Gone extends RuntimeException {
    Gone(ApiFailure why) {
      super(why);
    }
  }

  Outcome send(Clock clock) {
    VtexStockTold told = VtexStockTold.of(delivery);
    long wanted = quantity(connection, stock, warehouse);
    requireFreshReading(told, clock.instant());
    if (told.holds(wanted, toldAt())) {
      return Outcome.delivered("It was told: " + words(wanted));
    }
    // What an answer was lost of may be there already.
    boolean there = Objects.equals(told.trying(), wanted) && held().total() == wanted;
    if (!there) {
      VtexStockTold.OF.checkpoint(delivery, told.trying(wanted));
      tell(wanted, clock);
    }
    String shortage = wanted <= FEW ? shortage(wanted, clock) : "";
    VtexStockTold.OF.answered(delivery, VtexStockTold.acknowledged(wanted, toldAt(), elsewhere()));
    return Outcome.delivered(words(wanted) + shortage);
  }

  /**
   * What VTEX is told: whole pieces. Parts of one are not sold, and it takes no more than an int.
   */
  static long quantity(Connection connection, Stock stock, String warehouse) {
    return connection
        .sending()
        .stock()
        .availableWithKept(stock, connection.name(), List.of(warehouse))
        .setScale(0, RoundingMode.DOWN)
        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
        .longValueExact();
  }

  /**
   * A figure from before the ERP took one of the store's orders is not sent, unless others have
   * sold since: that must not wait.
   */
  private void requireFreshReading(VtexStockTold told, Instant now) {
    BigDecimal late =
        stock.sold().stream()
            .filter(this::isOwn)
            .map(Stock.Sold::late)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean moreElsewhere = told.elsewhere() != null && elsewhere().compareTo(told.elsewhere()) > 0;
    if (late.signum() > 0 && !moreElsewhere) {
      throw new DeliveryFailure(
          FailureClass.NOT_YET,
          "stock %s waits: %s has taken an order of %s since it was read; the next reading is sent"
              .formatted(stock.key(), stock.source(), connection.name()),
          null,
          now.plus(READ_SOON),
          null);
    }
  }

  private void tell(long quantity, Clock clock) {
    try {
      goods.send(VtexOperations.SET_QUANTITY, arguments(quantity));
    } catch (ApiFailure failure) {
      int status = failure.answer().map(ApiAnswer::status).orElse(0);
      if (status == NOT_FOUND) {
        throw new Gone(failure);
      }
      if (status == LOCKED) {
        // Of several at once VTEX drops all but one; the newest goes when the lock is over.
        throw new DeliveryFailure(
            FailureClass.TRANSIENT,
            failure.getMessage(),
            failure.code().orElse(null),
            clock.instant().plus(LOCK_LASTS),
            failure);
      }
      if (NOTHING_DONE.contains(status) || held().total() != quantity) {
        throw failure;
      }
    }
  }

  private ObjectNode arguments(long quantity) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("quantity", quantity)
            .put("unlimitedQuantity", false);
    if (stock.readAt() != null) {
      body.put("dateUtcOnBalanceSystem", stock.readAt().toInstant().toString());
    }
    ObjectNode arguments = VtexGoods.with("skuId", sku).put("warehouseId", warehouse);
    arguments.set("body", body);
    return arguments;
  }

  /**
   * Less than nothing in one warehouse takes the SKU out of all of them: then it is told what is
   * promised, and a person is told what is missing.
   */
  private String shortage(long told, Clock clock) {
    Held held = held();
    if (held.total() >= held.reserved()) {
      return "";
    }
    long missing = held.reserved() - held.total();
    tell(held.reserved(), clock);
    checks.report(
        new Difference(
            null,
            Stock.TYPE,
            stock.source(),
            stock.key(),
            connection.name(),
            "%d for all that is promised".formatted(held.reserved()),
            "%d, so %d are missing".formatted(told, missing)));
    return "; %d promised, %d missing, so it was told %1$d".formatted(held.reserved(), missing);
  }

  /** What a warehouse holds. */
  record Held(long total, long reserved) {}

  private Held held() {
    return held(goods.call(VtexOperations.INVENTORY, VtexGoods.with("skuId", sku)), warehouse)
        .orElse(new Held(0, 0));
  }

  /** Of one warehouse in the answer of the inventory; empty when it is not there. */
  static Optional<Held> held(JsonNode inventory, String warehouse) {
    return VtexJson.list(inventory, "balance").stream()
        .filter(it -> warehouse.equals(VtexJson.text(it, "warehouseId")))
        .findFirst()
        .map(
            it ->
                new Held(
                    VtexJson.field(it, "totalQuantity").asLong(),
                    VtexJson.field(it, "reservedQuantity").asLong()));
  }

  private boolean isOwn(Stock.Sold it) {
    return it.store().equals(connection.name());
  }

  private BigDecimal elsewhere() {
    return stock.sold().stream()
        .filter(it -> !isOwn(it))
        .map(Stock.Sold::open)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Instant toldAt() {
    return stock.sold().stream()
        .filter(this::isOwn)
        .map(Stock.Sold::toldAt)
        .filter(Objects::nonNull)
        .map(OffsetDateTime::toInstant)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private String words(long quantity) {
    return "%d at %s".formatted(quantity, warehouse);
  }
}
