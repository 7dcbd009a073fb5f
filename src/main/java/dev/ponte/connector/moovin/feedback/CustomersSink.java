package dev.ponte.connector.moovin.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.Updates;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import org.springframework.stereotype.Component;

/**
 * Puts a customer into its group, in one call; in none when it is there already. Moovin takes
 * nothing else of a customer, and only of one that it has.
 */
@Component("moovinCustomersSink")
final class CustomersSink implements Sink<CustomerRecord> {

  private final Updates updates;

  CustomersSink(Updates updates) {
    this.updates = updates;
  }

  @Override
  public Class<CustomerRecord> takes() {
    return CustomerRecord.class;
  }

  @Override
  public Outcome deliver(Connection connection, CustomerRecord customer, Delivery delivery) {
    String group = customer.group();
    if (group == null || group.isBlank()) {
      return Outcome.skipped("It is in no group, and Moovin is told no more");
    }
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("cpf_cnpj", customer.customer().document())
            .put("nome_grupo", group);
    boolean sent = updates.sendNews(connection, Methods.SAVE_GROUP, record, delivery);
    return sent
        ? Outcome.delivered("group " + group)
        : Outcome.skipped("It is in group %s already".formatted(group));
  }
}
