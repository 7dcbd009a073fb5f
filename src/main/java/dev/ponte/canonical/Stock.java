package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
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
    BigDecimal salesADay)
    implements StateMessage {

  public static final String TYPE = "stock";

  private static final int DECIMALS = 6;
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
    return new Stock(source, sku, location, quantity, reserved, available, null, null, null);
  }
}
