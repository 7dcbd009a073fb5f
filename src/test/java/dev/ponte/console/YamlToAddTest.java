package dev.ponte.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The lines that a page proposes are YAML, and stand where the setting is read. */
class YamlToAddTest {

  @Test
  void a_carrier_is_named_without_its_service_so_that_the_rule_fits() {
    assertThat(at("focco.no-carrier", List.of("Jadlog (Expresso)", "Loggi"), "mappings"))
        .isEqualTo(
            Map.of(
                "carriers",
                Map.of(
                    "rules",
                    List.of(
                        Map.of("name", "Jadlog", "code", "CODE"),
                        Map.of("name", "Loggi", "code", "CODE")))));
  }

  @Test
  void a_quotation_mark_in_a_name_breaks_nothing() {
    assertThat(at("focco.no-item-code", List.of("TV 42\" \\ Smart"), "mappings"))
        .isEqualTo(Map.of("items", List.of(Map.of("sku", "TV 42\" \\ Smart", "code", "CODE"))));
  }

  @Test
  void a_situation_is_a_number() {
    assertThat(at("presence.situation-unknown", List.of("17 (Aguardando)"), "situations"))
        .isEqualTo(Map.of(17, "STATUS"));
  }

  @Test
  void where_no_line_would_help_none_is_proposed() {
    assertThat(YamlToAdd.of("order.changed", "focco", List.of("x"))).isEmpty();
    assertThat(YamlToAdd.of("focco.no-carrier", "focco", List.of())).isEmpty();
    assertThat(YamlToAdd.of(null, "focco", List.of("x"))).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Object at(String cause, List<String> subjects, String key) {
    Map<String, Object> tree =
        new Yaml().load(YamlToAdd.of(cause, "focco", subjects).orElseThrow());
    for (String it : List.of("ponte", "connections", "focco")) {
      tree = (Map<String, Object>) tree.get(it);
    }
    return tree.get(key);
  }
}
