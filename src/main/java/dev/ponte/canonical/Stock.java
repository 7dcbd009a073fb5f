package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much of a product there is at one place. Quantities are in the product's unit of measure.
 *
 * @param source the connection that the stock was read from
 * @param sku the source's code of the product
 * @param location where it lies
 * @param quantity what lies there; below zero when the source has booked out more than there was;
 *     null when the source tells only what is available
 * @param reserved what of it is promised, zero or more; null when unknown
 * @param available what may be sold, zero or more
 * @param readAt when the source said so; null when unknown; not business content
 * @param correlation the source's own identifier of the record, told back to it with the outcome;
 *     opaque, null when it wants none; not business content
 * @param salesADay how many are sold on a usual day of late; null when unknown; not business
 *     content
 * @param sold what the hub knows of orders and {@code available} or a store does not; written by
 *     the ledger
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Stock(
    String source,
    String sku,
    Location location,
    BigDecimal quantity,
    BigDecimal reserved,
    BigDecimal available,
    OffsetDateTime readAt,
    String correlation,
    BigDecimal salesADay,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Sold> sold)
    implements StateMessage {

  public static final String TYPE = "stock";

  private static final int DECIMALS = 6;
  private static final Comparator<List<String>> STORES =
      Comparator.<List<String>, String>comparing(it -> it.get(0))
          .thenComparing(it -> it.get(1), Comparator.nullsFirst(Comparator.naturalOrder()));
  private static final BigDecimal FEW = BigDecimal.valueOf(3);
  private static final BigDecimal WEEK = BigDecimal.valueOf(7);

  /**
   * Where stock lies: codes of the source, at least one of them; null where it does not divide so.
   *
   * @param company the legal entity or branch
   * @param warehouse the depot
   * @param store the shop
   */
  public record Location(String company, String warehouse, String store) {

    public Location {
      String code = code(company, warehouse, store);
      if (code.replace("/", "").isBlank()) {
        throw new IllegalArgumentException("The location names no company, warehouse or store");
      }
      if (code.contains("@") || code.chars().filter(it -> it == '/').count() > 2) {
        throw new IllegalArgumentException(
            "The location %s has a code with @ or /, which its key cannot carry".formatted(code));
      }
    }

    /** The place of one company that does not divide its stock. */
    public static Location company(String company) {
      return new Location(company, null, null);
    }

    /** Company, warehouse and store in one text, without empty ends. */
    public String code() {
      return code(company, warehouse, store).replaceFirst("/+$", "");
    }

    private static String code(String... parts) {
      return Arrays.stream(parts)
          .map(it -> Objects.requireNonNullElse(it, ""))
          .collect(Collectors.joining("/"));
    }
  }

  /** When what a source tells as available falls by an order that it gets from the hub. */
  public enum Falls {
    /** When it takes the order: it tells what is free. */
    ORDER,
    /** When it invoices the order: it tells what lies there. */
    INVOICE,
    /** It gets no orders from the hub, and what it tells is taken as it stands. */
    NEVER
  }

  /**
   * Pieces in orders of one store.
   *
   * @param store the connection whose orders they are
   * @param warehouse the store's code of the place that they go from; null when unknown
   * @param open pieces that {@code available} does not know of
   * @param late of these, pieces of orders that the source has taken since
   * @param kept of the open ones, those of orders that the store does not know to be accepted
   * @param known pieces that {@code available} knows of, of such orders
   * @param toldAt when the store was told last that an order was accepted that {@code available}
   *     knows of; null for never
   */
  public record Sold(
      String store,
      String warehouse,
      BigDecimal open,
      BigDecimal late,
      BigDecimal kept,
      BigDecimal known,
      OffsetDateTime toldAt) {

    private static Sold none(String store, String warehouse) {
      BigDecimal zero = BigDecimal.ZERO;
      return new Sold(store, warehouse, zero, zero, zero, zero, null);
    }

    private Sold plus(Sale sale, Falls falls, Instant readAt) {
      Instant fell = sale.fellAt(falls);
      boolean isOpen = fell == null || fell.isAfter(readAt);
      boolean isLate = isOpen && falls == Falls.ORDER && fell != null;
      boolean isKept = sale.toldAt() == null;
      boolean isOver = !isOpen && !isKept && !sale.toldAt().isAfter(readAt);
      return new Sold(
          store,
          warehouse,
          isOpen ? open.add(sale.pieces()) : open,
          isLate ? late.add(sale.pieces()) : late,
          isOpen && isKept ? kept.add(sale.pieces()) : kept,
          !isOpen && isKept ? known.add(sale.pieces()) : known,
          isOver ? later(toldAt, sale.toldAt()) : toldAt);
    }

    private static OffsetDateTime later(OffsetDateTime one, Instant other) {
      return one == null || one.toInstant().isBefore(other)
          ? OffsetDateTime.ofInstant(other, ZoneOffset.UTC)
          : one;
    }

    private boolean isNothing() {
      return open.signum() == 0 && known.signum() == 0 && toldAt == null;
    }
  }

  /** For sources, which know of no other's orders. */
  public Stock(
      String source,
      String sku,
      Location location,
      BigDecimal quantity,
      BigDecimal reserved,
      BigDecimal available,
      OffsetDateTime readAt,
      String correlation,
      BigDecimal salesADay) {
    this(
        source,
        sku,
        location,
        quantity,
        reserved,
        available,
        readAt,
        correlation,
        salesADay,
        List.of());
  }

  /** For sources that tell one quantity and do not want to be told the outcome. */
  public Stock(
      String source, String sku, Location location, BigDecimal available, OffsetDateTime readAt) {
    this(source, sku, location, null, null, available, readAt, null, null);
  }

  public Stock {
    Require.text(source, "source");
    Require.text(sku, "sku");
    Require.present(location, "location of stock " + sku);
    Require.decimals(available, DECIMALS, "available of stock " + sku);
    Require.notNegative(available, "available of stock " + sku);
    Require.notNegativeIfAny(reserved, "reserved of stock " + sku);
    Require.notNegativeIfAny(salesADay, "salesADay of stock " + sku);
    sold = Require.copy(sold);
  }

  /**
   * The same stock with what orders say about it.
   *
   * @param sales all that may not be in it yet, or that a store may not know to be accepted
   * @param now when it was recorded, for a source that does not say when it read it
   */
  public Stock with(Collection<Sale> sales, Falls falls, Instant now) {
    Instant read = readAt == null ? now : readAt.toInstant();
    Map<List<String>, Sold> byStore = new TreeMap<>(STORES);
    if (falls != Falls.NEVER) {
      for (Sale sale : sales) {
        byStore.compute(
            Arrays.asList(sale.store(), sale.warehouse()),
            (place, before) ->
                (before == null ? Sold.none(sale.store(), sale.warehouse()) : before)
                    .plus(sale, falls, read));
      }
    }
    return new Stock(
        source,
        sku,
        location,
        quantity,
        reserved,
        available,
        OffsetDateTime.ofInstant(read, ZoneOffset.UTC),
        correlation,
        salesADay,
        byStore.values().stream().filter(it -> !it.isNothing()).toList());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return sku + "@" + location.code();
  }

  /**
   * What is sold out must not be sold; then comes what is nearly sold out, then what will soon be.
   */
  @Override
  public Duration headStart() {
    if (available.signum() == 0) {
      return Duration.ofMinutes(60);
    }
    if (available.compareTo(FEW) <= 0) {
      return Duration.ofMinutes(40);
    }
    boolean soon = salesADay != null && available.compareTo(salesADay.multiply(WEEK)) < 0;
    return soon ? Duration.ofMinutes(20) : Duration.ZERO;
  }

  @Override
  public Stock businessContent() {
    return new Stock(source, sku, location, quantity, reserved, available, null, null, null, sold);
  }
}
