package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.Money;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of a Fastcommerce connection beside the common ones.
 *
 * @param storeName nome da loja
 * @param storeId ID da loja
 * @param path of the API below the base URL
 * @param userAgent the one that the document's own example sends "to avoid being filtered"
 * @param pageSize records of a report in one call
 * @param parameters by report, then by meaning ({@code status}, {@code from}, {@code to}, {@code
 *     flag} or the parameter's own name): the number N of its ParN; what is missing is asked for
 * @param stock of products
 * @param prices of products
 * @param products how products are found, read and written
 * @param productDefaults what a new product has where its message says nothing, by field of
 *     ProductManagement, such as {@code NomeCat}
 * @param reconcileEvery how often all that the store holds is compared with what it acknowledged
 * @param allowDangerous whether utilities that change every product may be called
 * @param money how amounts of orders are taken
 */
public record FastcommerceSettings(
    String storeName,
    String storeId,
    String username,
    String password,
    @DefaultValue("/sistema/adm/APILogon.asp") String path,
    @DefaultValue("FastCommerce API Interface") String userAgent,
    @DefaultValue("500") int pageSize,
    @DefaultValue Orders orders,
    @DefaultValue Updates updates,
    Map<String, Map<String, Integer>> parameters,
    @DefaultValue Stock stock,
    @DefaultValue Prices prices,
    @DefaultValue Products products,
    Map<String, String> productDefaults,
    @DefaultValue("24h") Duration reconcileEvery,
    @DefaultValue("false") boolean allowDangerous,
    @DefaultValue Money money) {

  private static final int MOST_RECORDS = 10_000;
  private static final int MOST_PARAMETERS = 8;
  private static final int MOST_FLAG = 255;

  /**
   * Which orders are read.
   *
   * @param statuses of orders to take, as number or text
   * @param days how many days back an order may have been placed; 0 for no limit
   * @param cancelledEvery how often orders that the store has cancelled are looked for; 0 for never
   * @param rereadEvery how often orders are read again whatever their flag; 0 for never
   * @param rereadDays how many days back they may have been placed then
   * @param currency ISO 4217 code of the store's amounts
   */
  public record Orders(
      @DefaultValue({"5", "6"}) List<String> statuses,
      @DefaultValue("60") int days,
      @DefaultValue("10m") Duration cancelledEvery,
      @DefaultValue("1d") Duration rereadEvery,
      @DefaultValue("7") int rereadDays,
      @DefaultValue("BRL") String currency) {

    public Orders {
      statuses = statuses.stream().map(StatusNumbers::number).toList();
      if (statuses.isEmpty()) {
        throw new IllegalArgumentException("orders.statuses is empty, so no order would be read");
      }
    }
  }

  /**
   * What is written to orders.
   *
   * @param flag ChangeFlagAPI of orders that the ERP has accepted, 1 to 255
   * @param cancelledFlag ChangeFlagAPI of orders that the ERP has cancelled; tells them from those
   *     that the store has cancelled
   * @param statuses the store's status by what the order is in the ERP, such as {@code picking};
   *     {@code shipped} is 7 unless it is set
   * @param logs ObsLog by what the order is in the ERP, with holes {number}, {id}, {text} and
   *     {reason}; by {@code invoice}, with {number}, {series} and {key}; by {@code shipment}, with
   *     {code}, {carrier}, {url} and {delivered}
   * @param batchSize records in one call
   * @param batchBytes length of the form in bytes
   * @param invoice what goes into NumNFe: {@code key} or {@code number}
   */
  public record Updates(
      @DefaultValue("1") int flag,
      @DefaultValue("2") int cancelledFlag,
      Map<String, String> statuses,
      Map<String, String> logs,
      @DefaultValue("100") int batchSize,
      @DefaultValue("900000") int batchBytes,
      @DefaultValue("key") String invoice) {

    public Updates {
      requireBetween("updates.flag", flag, 1, MOST_FLAG);
      requireBetween("updates.cancelled-flag", cancelledFlag, 1, MOST_FLAG);
      requireBetween("updates.batch-size", batchSize, 1, MOST_RECORDS);
      requireBetween("updates.batch-bytes", batchBytes, 10_000, 1_000_000);
      if (flag == cancelledFlag) {
        throw new IllegalArgumentException(
            "updates.cancelled-flag must differ from updates.flag, which is %d".formatted(flag));
      }
      if (!invoice.equals("key") && !invoice.equals("number")) {
        throw new IllegalArgumentException(
            "updates.invoice is %s, but must be key or number".formatted(invoice));
      }
      statuses = lower(statuses);
      statuses.values().forEach(StatusNumbers::number);
      logs = lower(logs);
    }

    private static Map<String, String> lower(Map<String, String> map) {
      return map == null
          ? Map.of()
          : map.entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      it -> it.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }
  }

  /**
   * The one stock that a product has in the store.
   *
   * @param location code of the canonical location that is the store's, such as {@code 1}; null
   *     when it is not known, so that no stock can be written
   * @param fullEvery how often all stocks are read, since sales need not leave a trace in a
   *     product's date of change
   */
  public record Stock(String location, @DefaultValue("1h") Duration fullEvery) {}

  /**
   * Which price goes where.
   *
   * @param strikeList whether a list price above the sale price is Preco, and the sale price
   *     PrecoProm; otherwise the sale price is Preco and the list price is not told
   * @param withoutPromotion what PrecoProm becomes when a promotion is over; null for the price
   *     itself, which is right whatever the store makes of the promotion's dates
   */
  public record Prices(@DefaultValue("false") boolean strikeList, BigDecimal withoutPromotion) {}

  /**
   * How products are found, read and written.
   *
   * @param deleteInactive whether products that are not sold any more are deleted; otherwise they
   *     are not available
   * @param cutTexts whether texts that are too long for the store are cut; otherwise they are
   *     refused
   * @param subProducts whether variations are sub-products of their parent; null for what the store
   *     says in report 510
   * @param pageSize records of report 425 in one call, when few of its fields are asked for
   * @param lookEvery how often at most the whole list of codes is read for a code that is unknown
   * @param fullEvery how often all products and prices are read, whether changed or not
   * @param overlap how far a poll looks back beyond the last one
   */
  public record Products(
      @DefaultValue("false") boolean deleteInactive,
      @DefaultValue("false") boolean cutTexts,
      Boolean subProducts,
      @DefaultValue("5000") int pageSize,
      @DefaultValue("30m") Duration lookEvery,
      @DefaultValue("1d") Duration fullEvery,
      @DefaultValue("10m") Duration overlap) {

    public Products {
      requireBetween("products.page-size", pageSize, 1, MOST_RECORDS);
    }
  }

  public FastcommerceSettings {
    requireLatin("store-name", storeName);
    requireLatin("username", username);
    requireLatin("password", password);
    path = path.startsWith("/") ? path : "/" + path;
    requireBetween("page-size", pageSize, 1, MOST_RECORDS);
    productDefaults = defaults(productDefaults);
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    parameters.forEach(
        (report, numbers) ->
            numbers.forEach(
                (meaning, number) ->
                    requireBetween(
                        "parameters.%s.%s".formatted(report, meaning),
                        number,
                        1,
                        MOST_PARAMETERS)));
  }

  private static Map<String, String> defaults(Map<String, String> given) {
    try {
      return given == null ? Map.of() : Dictionary.PRODUCTS.record(given).fields();
    } catch (IllegalArgumentException refused) {
      // The innermost cause is what a person is shown, so it must name the key.
      throw new IllegalArgumentException("product-defaults: " + refused.getMessage());
    }
  }

  private static void requireBetween(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, but must be between %d and %d".formatted(key, value, least, most));
    }
  }

  private static void requireLatin(String key, String value) {
    if (value != null && !StandardCharsets.ISO_8859_1.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          key
              + " holds a character that ISO-8859-1 does not have, and Fastcommerce reads no other");
    }
  }

  /** Some of it is secret. */
  @Override
  public String toString() {
    return "FastcommerceSettings";
  }
}
