package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code moovin-customers-sink}. Moovin takes nothing of a customer
 * but the group, and only of one that it has.
 */
@Component("moovinCustomersSink")
public final class MoovinCustomersSink {

  private final Connections connections;
  private final MoovinUpdates updates;

  MoovinCustomersSink(Connections connections, MoovinUpdates updates) {
    this.connections = connections;
    this.updates = updates;
  }

  /**
   * Puts the customer into the group, in one call; in none when it is there already.
   *
   * @param json a canonical customer
   * @throws DeliveryFailure when Moovin does not know it now
   */
  public void deliver(
      String connectionName,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    Connection connection = connections.get(connectionName);
    CustomerRecord customer = Canonical.read(CustomerRecord.class, json);
    String group = customer.group();
    if (group == null || group.isBlank()) {
      delivery.settle(Outcome.skipped("It is in no group, and Moovin is told no more"));
      return;
    }
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("cpf_cnpj", customer.customer().document())
            .put("nome_grupo", group);
    boolean sent =
        updates.sendNews(
            connection, MoovinMethods.SAVE_GROUP, "customer " + customer.key(), record, delivery);
    delivery.settle(
        sent
            ? Outcome.delivered("group " + group)
            : Outcome.skipped("It is in group %s already".formatted(group)));
  }
}
