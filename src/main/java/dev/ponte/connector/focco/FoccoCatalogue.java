package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Customer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of Focco's lists the items come from: all that are marked for e-commerce, or those of one
 * customer, who has one row for each mask of an item. Items have the form of GetItens either way.
 */
final class FoccoCatalogue {

  private static final List<String> OF_THE_ITEM =
      List.of("id", "codigo", "descricao", "desctecnica", "desccomplementar", "observacao");

  private final FoccoSettings settings;

  FoccoCatalogue(FoccoSettings settings) {
    this.settings = settings;
  }

  String command() {
    return settings.products().customer() == null ? "GetItens" : "GetItensCliente";
  }

  JsonNode arguments(int skip, int take) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    FoccoSettings.DefaultCustomer customer = settings.products().customer();
    if (customer != null) {
      arguments
          .put("codigoCliente", customer.code())
          .put("cnpjCpf", Customer.plainDocument(customer.document()));
    }
    return arguments.put("skip", skip).put("take", take);
  }

  /** What tells a row from others: a page can repeat one when another was added meanwhile. */
  String key(JsonNode row) {
    return row.path("id").asText() + "/" + row.path("mascaraid").asText();
  }

  /** The items of these rows. */
  List<JsonNode> items(List<JsonNode> rows) {
    if (settings.products().customer() == null) {
      return rows;
    }
    Map<String, ObjectNode> items = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      ObjectNode item = items.computeIfAbsent(row.path("id").asText(), any -> item(row));
      long mask = row.path("mascaraid").asLong();
      if (mask != 0) {
        item.withArray("/dadosempresa/0/dadosconfigurado")
            .addObject()
            .put("id", mask)
            .set("mascara", row.path("mascara"));
      }
    }
    return List.copyOf(items.values());
  }

  /** The rest of the row is what one company says of the item; which one is not told. */
  private ObjectNode item(JsonNode row) {
    ObjectNode company = ((ObjectNode) row).deepCopy();
    company.remove(OF_THE_ITEM);
    List<Long> counting = settings.stock().companies();
    company.put("empresa", counting.isEmpty() ? 0 : counting.get(0));
    company.putArray("dadosconfigurado");
    ObjectNode item = ((ObjectNode) row).deepCopy().retain(OF_THE_ITEM);
    item.putArray("dadosempresa").add(company);
    return item;
  }
}
