package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Finds a buyer by document in Focco's list of customers. The list is kept as references and read
 * anew on a miss, but not more often than every few minutes, since it can be long.
 */
@Component
class FoccoCustomers {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int BLOCK = 500;

  private final FoccoApi focco;
  private final References references;
  private final Clock clock;
  private final Map<String, Instant> read = new ConcurrentHashMap<>();

  FoccoCustomers(FoccoApi focco, References references, Clock clock) {
    this.focco = focco;
    this.references = references;
    this.clock = clock;
  }

  /**
   * Who buys, for Focco.
   *
   * @throws DeliveryFailure rejected, saying what to do, when nobody is found and there is no
   *     default
   */
  FoccoBuyer buyer(Connection connection, Order order, Delivery delivery) {
    String document = order.customer().document();
    Optional<FoccoBuyer> registered =
        document == null ? Optional.empty() : registered(connection, document, delivery);
    if (registered.isPresent()) {
      return registered.get();
    }
    FoccoSettings.DefaultCustomer otherwise =
        connection.settings(FoccoSettings.class).defaultCustomer();
    if (otherwise == null) {
      throw new DeliveryFailure(
          FailureClass.REJECTED,
          "The buyer of order %s, %s, is no customer in Focco; register the document there for e-commerce, or set ponte.connections.%s.default-customer"
              .formatted(
                  order.id(),
                  document == null ? "without a document" : document,
                  connection.name()));
    }
    return new FoccoBuyer(otherwise.code(), Customer.plainDocument(otherwise.document()));
  }

  private Optional<FoccoBuyer> registered(
      Connection connection, String document, Delivery delivery) {
    Optional<FoccoBuyer> known = known(connection, document);
    if (known.isPresent() || !refresh(connection, delivery)) {
      return known;
    }
    return known(connection, document);
  }

  private Optional<FoccoBuyer> known(Connection connection, String document) {
    return references
        .byKey(Reference.CUSTOMER, "", document, connection.name())
        .map(it -> new FoccoBuyer(Long.parseLong(it.id()), document));
  }

  /** One at a time; whether the list may be newer now than the caller's look. */
  private synchronized boolean refresh(Connection connection, Delivery delivery) {
    Instant last = read.get(connection.name());
    Instant now = clock.instant();
    if (last != null && last.plus(FRESH).isAfter(now)) {
      return true;
    }
    keep(
        connection,
        focco
            .call(connection, "GetClientes", JsonNodeFactory.instance.objectNode(), delivery)
            .value());
    read.put(connection.name(), now);
    return true;
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
    return focco.read(connection, command, arguments, FoccoApi.CATALOGUE);
  }

  private void keep(Connection connection, JsonNode list) {
    List<Reference> block = new ArrayList<>();
    for (JsonNode customer : list) {
      documents(customer).forEach(it -> block.add(reference(connection, customer, it)));
      if (block.size() >= BLOCK) {
        references.save(block);
        block.clear();
      }
    }
    references.save(block);
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
