package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.TaxDocument;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds a buyer by document in Focco's list of customers, which the poll of customers keeps as
 * references. A buyer who is not among them has the list read anew, by one call for all who wait;
 * who is not in it then is not asked for again for a while, since the list can be long.
 */
@Component("foccoBuyers")
class FoccoCustomers {

  private static final Logger LOG = LoggerFactory.getLogger(FoccoCustomers.class);

  /** With a default customer, or orders that wait, a buyer who is not registered is the rule. */
  private static final Duration ABSENT = Duration.ofMinutes(5);

  /** Without one it is a mistake that somebody may be mending just now. */
  private static final Duration MISSING = Duration.ofMinutes(1);

  /** After a list that could not be read, as long as there is a default customer instead. */
  private static final Duration UNREAD = Duration.ofMinutes(1);

  private static final int BLOCK = 500;

  private final FoccoApi focco;
  private final References references;
  private final Clock clock;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> reading = new ConcurrentHashMap<>();

  FoccoCustomers(FoccoApi focco, References references, Clock clock) {
    this.focco = focco;
    this.references = references;
    this.clock = clock;
  }

  /**
   * Who buys, for Focco.
   *
   * @throws DeliveryFailure saying what to do, when nobody is found and there is no default: held,
   *     parked or rejected as {@code customers.unregistered} says
   */
  FoccoBuyer buyer(Connection connection, Order order, Delivery delivery) {
    String document = order.customer().document();
    Optional<FoccoBuyer> registered =
        document == null ? Optional.empty() : registered(connection, document, delivery);
    if (registered.isPresent()) {
      return registered.get();
    }
    FoccoSettings.DefaultCustomer otherwise = otherwise(connection);
    if (otherwise == null) {
      throw unregistered(connection, order);
    }
    return new FoccoBuyer(otherwise.code(), Customer.plainDocument(otherwise.document()));
  }

  /** Nobody could ever find a buyer without a CPF or CNPJ, so an order of one does not wait. */
  private static DeliveryFailure unregistered(Connection connection, Order order) {
    FoccoSettings.Unregistered what =
        connection.settings(FoccoSettings.class).customers().unregistered();
    String document = order.customer().document();
    String who =
        "The buyer of order %s, %s, is no customer in Focco"
            .formatted(order.id(), document == null ? "without a document" : document);
    DeliveryFailure failure =
        switch (what) {
          case ASK ->
              document == null || TaxDocument.recognised(document) == null
                  ? new DeliveryFailure(
                      FailureClass.PERSON,
                      who
                          + "; give the order a CPF or CNPJ in the store, or enter it in Focco by hand and say done")
                  : new DeliveryFailure(
                      FailureClass.HELD,
                      who
                          + "; register the document there for e-commerce, and the order goes by itself. All who wait: /actuator/buyers");
          case PARK ->
              new DeliveryFailure(
                  FailureClass.PERSON,
                  who
                      + "; register the document there for e-commerce and say that the order is not there, or enter it by hand and say done");
          case DEFAULT ->
              new DeliveryFailure(
                  FailureClass.REJECTED,
                  "%s; register the document there for e-commerce, or set ponte.connections.%s.default-customer, or customers.unregistered to ask"
                      .formatted(who, connection.name()));
        };
    return failure.because("focco.buyer-unknown", null);
  }

  /** The customer's own payment terms; empty when Focco gives none. */
  Optional<Long> terms(Connection connection, FoccoBuyer buyer, Delivery delivery) {
    JsonNode asked =
        JsonNodeFactory.instance
            .objectNode()
            .put("codigoCliente", buyer.code())
            .put("cnpjCpf", buyer.document());
    try {
      JsonNode code =
          focco
              .call(connection, "GetCliente", asked, delivery)
              .first()
              .path("codicaopagamento")
              .path("codigo");
      return code.asLong() == 0 ? Optional.empty() : Optional.of(code.asLong());
    } catch (ApiFailure failure) {
      if (failure.failureClass() == FailureClass.REJECTED) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Optional<FoccoBuyer> registered(
      Connection connection, String document, Delivery delivery) {
    Optional<FoccoBuyer> known = known(connection, document);
    if (known.isPresent()) {
      return known;
    }
    Instant again = notBefore.getOrDefault(connection.name(), Instant.MIN);
    if (!clock.instant().isBefore(again)) {
      refresh(connection, delivery);
    }
    // Another order may have had the list read since the first look.
    return known(connection, document);
  }

  private Optional<FoccoBuyer> known(Connection connection, String document) {
    return references
        .byKey(Reference.CUSTOMER, "", document, connection.name())
        .map(it -> new FoccoBuyer(Long.parseLong(it.id()), document));
  }

  /** A list that cannot be read holds up no order that a default customer can have. */
  private void refresh(Connection connection, Delivery delivery) {
    try {
      readOnce(connection, delivery);
    } catch (DeliveryFailure failure) {
      if (otherwise(connection) == null) {
        throw failure;
      }
      notBefore.put(connection.name(), clock.instant().plus(UNREAD));
      LOG.warn(
          "Orders of buyers that are not known go to the default customer of {} for now: {}",
          connection.name(),
          failure.getMessage());
    }
  }

  /** Who finds it being read waits for that, and for nothing of another connection. */
  private void readOnce(Connection connection, Delivery delivery) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> others = reading.putIfAbsent(connection.name(), mine);
    if (others != null) {
      join(others);
      return;
    }
    try {
      JsonNode none = JsonNodeFactory.instance.objectNode();
      keep(connection, focco.call(connection, "GetClientes", none, delivery).value());
      mine.complete(null);
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      reading.remove(connection.name());
    }
  }

  private static void join(CompletableFuture<Void> others) {
    try {
      others.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new DeliveryFailure(
              FailureClass.TRANSIENT, "The list of customers was not read to its end", e);
    }
  }

  /** Who buys instead of one who is not registered; null for nobody. */
  private static FoccoSettings.DefaultCustomer otherwise(Connection connection) {
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    return settings.customers().unregistered() == FoccoSettings.Unregistered.DEFAULT
        ? settings.defaultCustomer()
        : null;
  }

  /**
   * Focco's list of customers, or those of one representative where the connection says so. All are
   * kept as references too.
   */
  JsonNode list(Connection connection) {
    JsonNode list = read(connection, "GetClientes", JsonNodeFactory.instance.objectNode());
    keep(connection, list);
    Long representative = connection.settings(FoccoSettings.class).customers().representative();
    return representative == null ? list : of(connection, representative, list);
  }

  /** That list by documents: of several customers with one, whom its orders go to. */
  List<FoccoCustomerRow> rows(Connection connection) {
    JsonNode list = list(connection);
    Map<String, String> chosen = chosen(connection, list);
    Map<String, FoccoCustomerRow> rows = new LinkedHashMap<>();
    for (JsonNode customer : list) {
      documents(customer).stream()
          .filter(it -> customer.path("codigo").asText().equals(chosen.get(it)))
          .forEach(it -> rows.put(it, new FoccoCustomerRow(connection.name(), it, customer)));
    }
    return List.copyOf(rows.values());
  }

  /** The representative's list has codes only; who they are stands in the whole list. */
  private JsonNode of(Connection connection, long representative, JsonNode list) {
    Set<String> codes = new HashSet<>();
    read(
            connection,
            "GetClientesRepresentante",
            JsonNodeFactory.instance.objectNode().put("codigoRepresentante", representative))
        .forEach(it -> codes.add(it.path("codigo").asText()));
    ArrayNode his = JsonNodeFactory.instance.arrayNode();
    for (JsonNode customer : list) {
      if (codes.contains(customer.path("codigo").asText())) {
        his.add(customer);
      }
    }
    return his;
  }

  private JsonNode read(Connection connection, String command, JsonNode arguments) {
    return focco.read(connection, command, arguments, Priority.CATALOGUE);
  }

  private void keep(Connection connection, JsonNode list) {
    Map<String, String> chosen = chosen(connection, list);
    Map<String, Reference> block = new LinkedHashMap<>();
    for (JsonNode customer : list) {
      documents(customer).stream()
          .filter(it -> customer.path("codigo").asText().equals(chosen.get(it)))
          .forEach(it -> block.put(it, reference(connection, customer, it)));
      if (block.size() >= BLOCK) {
        save(connection, block);
        block.clear();
      }
    }
    save(connection, block);
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    boolean rule =
        settings.customers().unregistered() == FoccoSettings.Unregistered.ASK
            || otherwise(connection) != null;
    notBefore.put(connection.name(), clock.instant().plus(rule ? ABSENT : MISSING));
  }

  /**
   * The code of the customer of each document. Of several the one that the settings name, else the
   * one that orders have gone to, else the first: never another one from one reading to the next.
   */
  private Map<String, String> chosen(Connection connection, JsonNode list) {
    Map<String, Set<String>> codes = new LinkedHashMap<>();
    for (JsonNode customer : list) {
      documents(customer)
          .forEach(
              it ->
                  codes
                      .computeIfAbsent(it, any -> new LinkedHashSet<>(2))
                      .add(customer.path("codigo").asText()));
    }
    Map<String, String> chosen = new HashMap<>();
    codes.forEach(
        (document, all) ->
            chosen.put(
                document,
                all.size() == 1 ? all.iterator().next() : oneOf(connection, document, all)));
    return chosen;
  }

  private String oneOf(Connection connection, String document, Set<String> codes) {
    Optional<String> named =
        connection.settings(FoccoSettings.class).mappings().customers().stream()
            .filter(it -> document.equals(Customer.plainDocument(it.document())))
            .map(it -> String.valueOf(it.code()))
            .filter(codes::contains)
            .findFirst();
    if (named.isPresent()) {
      return named.get();
    }
    String kept =
        references
            .byKey(Reference.CUSTOMER, "", document, connection.name())
            .map(Reference::id)
            .filter(codes::contains)
            .orElseGet(() -> codes.iterator().next());
    if (told.add(connection.name() + '/' + codes)) {
      LOG.warn(
          "Customers {} of {} have the same document; orders go to {}. Name another one in ponte.connections.{}.mappings.customers",
          codes,
          connection.name(),
          kept,
          connection.name());
    }
    return kept;
  }

  /** Only what is new or changed. */
  private void save(Connection connection, Map<String, Reference> block) {
    Map<String, Reference> known =
        references.byKeys(Reference.CUSTOMER, "", block.keySet(), connection.name());
    List<Reference> changed =
        block.values().stream().filter(it -> !it.equals(known.get(it.key()))).toList();
    if (!changed.isEmpty()) {
      references.save(changed);
    }
  }

  private static Reference reference(Connection connection, JsonNode customer, String document) {
    return new Reference(
        Reference.CUSTOMER,
        "",
        document,
        connection.name(),
        customer.path("codigo").asText(),
        null,
        null,
        false);
  }

  /** Numbers lost their leading zeros; 0 and null mean that there is none. */
  static List<String> documents(JsonNode customer) {
    List<String> documents = new ArrayList<>();
    JsonNode all = customer.path("cpfcnpjs");
    for (JsonNode one : all.isArray() ? all : List.of(all)) {
      padded(one.path("cpf"), 11).ifPresent(documents::add);
      padded(one.path("cnpj"), 14).ifPresent(documents::add);
    }
    return documents;
  }

  private static Optional<String> padded(JsonNode value, int length) {
    String plain = Customer.plainDocument(value.asText(""));
    if (plain == null || plain.matches("0+") || plain.equals("NULL") || plain.length() > length) {
      return Optional.empty();
    }
    return Optional.of("0".repeat(length - plain.length()) + plain);
  }
}
