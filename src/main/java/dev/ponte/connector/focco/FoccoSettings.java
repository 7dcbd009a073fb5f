package dev.ponte.connector.focco;

import dev.ponte.canonical.Customer;
import dev.ponte.connection.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
 * @param rules for the header of an order; what none of them sets comes from the keys above
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
    Orders orders,
    List<Rule> rules) {

  private static final int CALLS_A_MINUTE = 60;

  /** Which code of an order's line is Focco's item code. */
  enum ItemCode {
    REF_ID,
    SKU,
    EAN
  }

  /** What becomes of the order of a buyer who is not registered in Focco. */
  enum Unregistered {
    /** The default customer buys; where there is none, it is a dead letter. */
    DEFAULT,
    /** It waits for a person's word. */
    PARK,
    /** It waits until the buyer is registered, and stands in a list of whom to register. */
    ASK
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

  /**
   * Which payment terms an order gets.
   *
   * @param otherwise where no rule fits; null for none
   * @param customer whether where no rule fits the customer's own condition comes first, by a call
   *     of GetCliente an order
   */
  record PaymentTerms(@Name("default") Long otherwise, List<PaymentRule> rules, boolean customer) {
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

  /** Which of several customers with one document buys. */
  record CustomerRule(String document, Long code) {}

  /**
   * What stands for the store's words in Focco.
   *
   * @param baseUnits units of measure in which Focco counts what a store sells by the multiple,
   *     such as {@code m2}
   */
  record Mappings(
      PaymentTerms paymentTerms,
      Carriers carriers,
      List<ItemRule> items,
      List<CustomerRule> customers,
      List<String> baseUnits) {
    Mappings {
      paymentTerms = paymentTerms == null ? new PaymentTerms(null, null, false) : paymentTerms;
      carriers = carriers == null ? new Carriers(null, null) : carriers;
      items = items == null ? List.of() : List.copyOf(items);
      customers = customers == null ? List.of() : List.copyOf(customers);
      baseUnits = baseUnits == null ? List.of() : List.copyOf(baseUnits);
    }
  }

  /**
   * One rule for the header of an order.
   *
   * @param name for people; null for its place in the list
   * @param when all of it must hold; null for always
   * @param set what it decides
   */
  record Rule(String name, When when, Header set) {
    Rule {
      when =
          when == null
              ? new When(null, null, null, null, null, null, null, null, null, null, null, null)
              : when;
      if (set == null || set.said().isEmpty()) {
        throw new IllegalArgumentException(
            "a rule%s sets nothing".formatted(name == null ? "" : " (" + name + ")"));
      }
    }
  }

  /**
   * Which orders a rule is for. Each list names the values that fit, {@code *} any at all; an empty
   * one asks for nothing.
   *
   * @param store connections
   * @param channel as the store says
   * @param seller of any line
   * @param marketplace names
   * @param payment method or group of the largest payment
   * @param uf of the delivery address
   * @param warehouse the store's ids
   * @param minValue the order's total at least; null for any
   * @param maxValue the order's total at most; null for any
   * @param pickup whether the customer fetches it; null for both
   * @param customer person or company; null for both
   * @param extras further facts by the store's names
   */
  record When(
      List<String> store,
      List<String> channel,
      List<String> seller,
      List<String> marketplace,
      List<String> payment,
      List<String> uf,
      List<String> warehouse,
      BigDecimal minValue,
      BigDecimal maxValue,
      Boolean pickup,
      Customer.Kind customer,
      Map<String, List<String>> extras) {
    When {
      store = listed(store);
      channel = listed(channel);
      seller = listed(seller);
      marketplace = listed(marketplace);
      payment = listed(payment);
      uf = listed(uf);
      warehouse = listed(warehouse);
      extras = extras == null ? Map.of() : Map.copyOf(extras);
    }

    private static List<String> listed(List<String> values) {
      return values == null ? List.of() : List.copyOf(values);
    }
  }

  /** What a rule may decide, in codes of Focco; null where it decides nothing. */
  record Header(
      Long company,
      Long representative,
      Long noteType,
      Long priceTable,
      Long paymentTerms,
      String freightType,
      Long carrier,
      Long billingEstablishment,
      Long deliveryEstablishment,
      Long collectionEstablishment,
      BigDecimal commission,
      String commissionType) {

    static final Header NONE =
        new Header(null, null, null, null, null, null, null, null, null, null, null, null);

    Header {
      freightType = isBlank(freightType) ? null : knownFreightType("set.freight-type", freightType);
      commissionType = isBlank(commissionType) ? null : commissionType.strip();
    }

    /** What is decided here, and for the rest what the other one says. */
    Header otherwise(Header other) {
      return new Header(
          or(company, other.company),
          or(representative, other.representative),
          or(noteType, other.noteType),
          or(priceTable, other.priceTable),
          or(paymentTerms, other.paymentTerms),
          or(freightType, other.freightType),
          or(carrier, other.carrier),
          or(billingEstablishment, other.billingEstablishment),
          or(deliveryEstablishment, other.deliveryEstablishment),
          or(collectionEstablishment, other.collectionEstablishment),
          or(commission, other.commission),
          or(commissionType, other.commissionType));
    }

    /** Whether only CriaItemOrcamentoCompleto has a field for something of it. */
    boolean needsCompleteLines() {
      return Stream.of(
              company,
              noteType,
              priceTable,
              billingEstablishment,
              deliveryEstablishment,
              collectionEstablishment,
              commission,
              commissionType)
          .anyMatch(Objects::nonNull);
    }

    /** What is decided, by the names of the keys. */
    Map<String, Object> said() {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("company", company);
      said.put("representative", representative);
      said.put("note-type", noteType);
      said.put("price-table", priceTable);
      said.put("payment-terms", paymentTerms);
      said.put("freight-type", freightType);
      said.put("carrier", carrier);
      said.put("billing-establishment", billingEstablishment);
      said.put("delivery-establishment", deliveryEstablishment);
      said.put("collection-establishment", collectionEstablishment);
      said.put("commission", commission);
      said.put("commission-type", commissionType);
      said.values().removeIf(Objects::isNull);
      return said;
    }

    private static <T> T or(T one, T other) {
      return one == null ? other : one;
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
   * @param invoicedDays how long an invoiced order is still asked for, since its invoice may be
   *     cancelled; 30 when not said, 0 for never
   */
  record OrderStatusPoll(Integer callsAMinute, Integer invoicedDays) {

    private static final int DAYS = 30;

    OrderStatusPoll {
      callsAMinute = orDefault("order-status", callsAMinute);
      invoicedDays = invoicedDays == null ? DAYS : invoicedDays;
      if (invoicedDays < 0) {
        throw new IllegalArgumentException(
            "order-status.invoiced-days is %d, but must be 0 or more".formatted(invoicedDays));
      }
    }
  }

  /**
   * Which customers are read, and how much of them.
   *
   * @param representative Focco's code of the one whose customers alone count; null for all
   * @param details whether GetCliente is asked for each that is new or changed in the list
   * @param callsAMinute calls for details at the most; 60 when not said. A poll spends those of the
   *     last five minutes, so many new customers want a closer schedule
   * @param unregistered what becomes of the order of a buyer who is not registered
   */
  record Customers(
      Long representative, boolean details, Integer callsAMinute, Unregistered unregistered) {

    Customers {
      unregistered = unregistered == null ? Unregistered.DEFAULT : unregistered;
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
   * @param notesLength bytes of the observations at the most, in UTF-8; 3200 when not said
   */
  record Orders(Duration lateEffect, Integer notesLength) {

    /** What a VARCHAR2 of Oracle holds, less the room for two warnings. */
    private static final int NOTES = 3_200;

    Orders {
      notesLength = notesLength == null ? NOTES : notesLength;
      if (notesLength < 200) {
        throw new IllegalArgumentException(
            "orders.notes-length is %d, but must be 200 or more".formatted(notesLength));
      }
      lateEffect = lateEffect == null ? Duration.ofMinutes(5) : lateEffect;
      if (lateEffect.isNegative()) {
        throw new IllegalArgumentException(
            "orders.late-effect is %s, but must be 0 or more".formatted(lateEffect));
      }
    }
  }

  FoccoSettings {
    errors = errors == null ? new Errors(null, null) : errors;
    orders = orders == null ? new Orders(null, null) : orders;
    customers = customers == null ? new Customers(null, false, null, null) : customers;
    products = products == null ? new Products(null) : products;
    orderStatus = orderStatus == null ? new OrderStatusPoll(null, null) : orderStatus;
    stock = stock == null ? new Stock(null, null, null) : stock;
    freightType = isBlank(freightType) ? "C" : knownFreightType("freight-type", freightType);
    rules = rules == null ? List.of() : List.copyOf(rules);
    itemCode = itemCode == null ? ItemCode.REF_ID : itemCode;
    taxes = taxes == null ? Taxes.REJECT : taxes;
    mappings = mappings == null ? new Mappings(null, null, null, null, null) : mappings;
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    defaultCustomer = whole("default-customer", defaultCustomer);
  }

  /** What the header has where no rule decides. */
  Header header() {
    return new Header(
        company, representative, null, null, null, null, null, null, null, null, null, null);
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

  private static String knownFreightType(String key, String given) {
    String type = given.strip();
    if (!type.matches("[CFROS]")) {
      throw new IllegalArgumentException(
          "%s is %s, but must be C, F, R, O or S".formatted(key, type));
    }
    return type;
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
