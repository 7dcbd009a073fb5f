package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Priority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The codes in the settings that Focco does not list. */
final class FoccoDoubts {

  private static final int MOST_LISTED = 20;

  private final FoccoApi focco;
  private final Connection connection;
  private final FoccoSettings settings;

  FoccoDoubts(FoccoApi focco, Connection connection) {
    this.focco = focco;
    this.connection = connection;
    settings = connection.settings(FoccoSettings.class);
  }

  /** One sentence a code; by one call for payment terms and one for representatives, where set. */
  List<String> list() {
    List<String> doubts = new ArrayList<>();
    doubts.addAll(unknown("GetCondicoesPagamento", paymentTerms()));
    doubts.addAll(unknown("GetRepresentantes", representatives()));
    return doubts;
  }

  private Map<String, Long> paymentTerms() {
    FoccoSettings.PaymentTerms terms = settings.mappings().paymentTerms();
    Map<String, Long> codes = new LinkedHashMap<>();
    codes.put("mappings.payment-terms.default", terms.otherwise());
    for (int i = 0; i < terms.rules().size(); i++) {
      codes.put("mappings.payment-terms.rules[%d].code".formatted(i), terms.rules().get(i).code());
    }
    for (int i = 0; i < settings.rules().size(); i++) {
      codes.put(
          "rules[%d].set.payment-terms".formatted(i), settings.rules().get(i).set().paymentTerms());
    }
    return codes;
  }

  private Map<String, Long> representatives() {
    Map<String, Long> codes = new LinkedHashMap<>();
    codes.put("representative", settings.representative());
    codes.put("customers.representative", settings.customers().representative());
    for (int i = 0; i < settings.rules().size(); i++) {
      codes.put(
          "rules[%d].set.representative".formatted(i),
          settings.rules().get(i).set().representative());
    }
    return codes;
  }

  private List<String> unknown(String command, Map<String, Long> codes) {
    codes.values().removeIf(it -> it == null);
    if (codes.isEmpty()) {
      return List.of();
    }
    Map<Long, String> listed = new LinkedHashMap<>();
    focco
        .read(connection, command, JsonNodeFactory.instance.objectNode(), Priority.CATALOGUE)
        .forEach(it -> listed.put(it.path("codigo").asLong(), name(it)));
    return codes.entrySet().stream()
        .filter(it -> !listed.containsKey(it.getValue()))
        .map(
            it ->
                "ponte.connections.%s.%s is %d, which %s does not list; it lists %s"
                    .formatted(
                        connection.name(), it.getKey(), it.getValue(), command, words(listed)))
        .toList();
  }

  private static String name(JsonNode row) {
    return row.path("codigo").asText() + " " + row.path("descricao").asText().strip();
  }

  private static String words(Map<Long, String> listed) {
    return listed.isEmpty()
        ? "nothing"
        : listed.values().stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
            + (listed.size() > MOST_LISTED ? ", …" : "");
  }
}
