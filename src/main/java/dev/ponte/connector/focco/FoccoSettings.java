package dev.ponte.connector.focco;

import dev.ponte.connection.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The keys of a Focco connection beside the common ones.
 *
 * @param defaultCustomer who buys when the buyer is not registered in Focco; null for nobody
 * @param freightType C CIF, F FOB, R Retira, O Convênio, S Cortesia
 * @param itemCode which code of a line is Focco's item code
 * @param taxes what becomes of IPI and ST that Focco adds
 * @param representative Focco's code of the representative; null for none
 * @param company Focco's code of the company; when set, lines go by CriaItemOrcamentoCompleto
 * @param headers further headers for each call; null for none
 * @param stock how stock is read
 * @param orderStatus how the statuses of open orders are read
 * @param customers which customers are read, and how much of them
 * @param products which items are read
 * @param errors which error messages pass by themselves
 * @param orders how orders are sent
 */
record FoccoSettings(
    String user,
    String password,
    DefaultCustomer defaultCustomer,
    String freightType,
    ItemCode itemCode,
    Taxes taxes,
    Mappings mappings,
    Long representative,
    Long company,
    Map<String, String> headers,
    Stock stock,
    OrderStatusPoll orderStatus,
    Customers customers,
    Products products,
    Errors errors,
    Orders orders) {

  private static final int CALLS_A_MINUTE = 60;

  /** Which code of an order's line is Focco's item code. */
  enum ItemCode {
    REF_ID,
    SKU,
    EAN
  }

  /** What becomes of IPI and ST that Focco adds to an order. */
  enum Taxes {
    /** An order with such taxes is a dead letter. */
    REJECT,
    /** The store's total contains them beside the lines. */
    ON_TOP,
    /** They are within the lines' net values. */
    INCLUDED
  }

  /** A customer by Focco's code and the CNPJ or CPF, which must both be known. */
  record DefaultCustomer(Long code, String document) {}

  record PaymentRule(String method, Integer installments, Long code) {}

  record PaymentTerms(@Name("default") Long otherwise, List<PaymentRule> rules) {
    PaymentTerms {
      rules = rules == null ? List.of() : List.copyOf(rules);
    }
  }

  record CarrierRule(String name, Long code) {}

  record Carriers(@Name("default") Long otherwise, List<CarrierRule> rules) {
    Carriers {
      rules = rules == null ? List.of() : List.copyOf(rules);
    }
  }

  record ItemRule(String sku, String code, Long mask) {}

  record Mappings(PaymentTerms paymentTerms, Carriers carriers, List<ItemRule> items) {
    Mappings {
      paymentTerms = paymentTerms == null ? new PaymentTerms(null, null) : paymentTerms;
      carriers = carriers == null ? new Carriers(null, null) : carriers;
      items = items == null ? List.of() : List.copyOf(items);
    }
  }

  /**
   * How stock is read.
   *
   * @param companies codes of the companies that count; empty for all
   * @param callsAMinute calls for items' stock at the most; 60 when not said
   * @param location as which company's the stocks of all that count are told, added up; null to
   *     tell each company's by itself
   */
  record Stock(List<Long> companies, Integer callsAMinute, String location) {

    Stock {
      companies = companies == null ? List.of() : List.copyOf(companies);
      callsAMinute = orDefault("stock", callsAMinute);
      location = isBlank(location) ? null : location.strip();
      if (location != null && location.matches(".*[@/].*")) {
        throw new IllegalArgumentException(
            "stock.location is %s, but must not contain @ or /".formatted(location));
      }
    }

    boolean counts(long company) {
      return companies.isEmpty() || companies.contains(company);
    }
  }

  /**
   * How the statuses of open orders are read.
   *
   * @param callsAMinute calls for orders' statuses at the most; 60 when not said
   */
  record OrderStatusPoll(Integer callsAMinute) {

    OrderStatusPoll {
      callsAMinute = orDefault("order-status", callsAMinute);
    }
  }

  /**
   * Which customers are read, and how much of them.
   *
   * @param representative Focco's code of the one whose customers alone count; null for all
   * @param details whether GetCliente is asked for each that is new or changed in the list
   * @param callsAMinute calls for details at the most; 60 when not said. A poll spends those of the
   *     last five minutes, so many new customers want a closer schedule
   */
  record Customers(Long representative, boolean details, Integer callsAMinute) {

    Customers {
      callsAMinute = orDefault("customers", callsAMinute);
    }
  }

  /**
   * Which items are read.
   *
   * @param customer whose items alone count, by GetItensCliente; null for all of GetItens
   */
  record Products(DefaultCustomer customer) {

    Products {
      customer = whole("products.customer", customer);
    }
  }

  /**
   * Regular expressions that are looked for in Focco's error messages, which hand on those of its
   * Oracle database. What neither finds is a refusal.
   *
   * @param retryable errors that pass by themselves: the database is away, starts, stops or is
   *     busy, two sessions met, a package was compiled anew
   * @param lost of these the ones after which nobody can tell what was done: the connection to the
   *     database broke, or the statement was cut off
   */
  record Errors(Pattern retryable, Pattern lost) {

    private static final String LOST =
        "ORA-0*(28|1012|1013|1041|1089|1092|2396|2399|3113|3114|3135|12152|12537|12547|12570|12571|12592|25408)\\b";
    private static final String RETRYABLE =
        "ORA-0*(18|20|51|54|55|60|257|1033|1034|1109|2391|4020|4021|4031|4061|4063|4065|4068|6508|8103|8177|30006"
            + "|12(1[5-9]|[2-6]\\d)\\d)\\b|(?i)connection request timed out";

    Errors {
      retryable = Words.pattern(retryable, RETRYABLE);
      lost = Words.pattern(lost, LOST);
    }
  }

  /**
   * How orders are sent.
   *
   * @param lateEffect how long after its read time-out a CriaPedido without an answer may still
   *     take effect; until then it is neither repeated nor given up. Five minutes when not said
   */
  record Orders(Duration lateEffect) {

    Orders {
      lateEffect = lateEffect == null ? Duration.ofMinutes(5) : lateEffect;
      if (lateEffect.isNegative()) {
        throw new IllegalArgumentException(
            "orders.late-effect is %s, but must be 0 or more".formatted(lateEffect));
      }
    }
  }

  FoccoSettings {
    errors = errors == null ? new Errors(null, null) : errors;
    orders = orders == null ? new Orders(null) : orders;
    customers = customers == null ? new Customers(null, false, null) : customers;
    products = products == null ? new Products(null) : products;
    orderStatus = orderStatus == null ? new OrderStatusPoll(null) : orderStatus;
    stock = stock == null ? new Stock(null, null, null) : stock;
    freightType = freightType == null || freightType.isBlank() ? "C" : freightType.strip();
    if (!freightType.matches("[CFROS]")) {
      throw new IllegalArgumentException(
          "freight-type is %s, but must be C, F, R, O or S".formatted(freightType));
    }
    itemCode = itemCode == null ? ItemCode.REF_ID : itemCode;
    taxes = taxes == null ? Taxes.REJECT : taxes;
    mappings = mappings == null ? new Mappings(null, null, null) : mappings;
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    defaultCustomer = whole("default-customer", defaultCustomer);
  }

  /** Null when nothing of it is set. */
  private static DefaultCustomer whole(String key, DefaultCustomer customer) {
    if (customer == null || customer.code() == null && isBlank(customer.document())) {
      return null;
    }
    if (customer.code() == null || isBlank(customer.document())) {
      throw new IllegalArgumentException("%s needs a code and a document".formatted(key));
    }
    return customer;
  }

  private static int orDefault(String poll, Integer calls) {
    if (calls != null && calls < 1) {
      throw new IllegalArgumentException(
          "%s.calls-a-minute is %d, but must be 1 or more".formatted(poll, calls));
    }
    return calls == null ? CALLS_A_MINUTE : calls;
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
