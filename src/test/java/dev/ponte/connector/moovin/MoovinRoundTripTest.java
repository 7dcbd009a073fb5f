package dev.ponte.connector.moovin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Order;
import dev.ponte.sandbox.MoovinOrders;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accents and all the rest, through HTTP, both ways, in both formats. */
class MoovinRoundTripTest {

  private static final String TEXT = "São João, Coração “ÁÉÍÓÚ” ç ã õ <b> & 'x' \"y\" 👟";

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void every_text_of_an_order_arrives_as_the_store_has_it(String format) {
    try (MoovinStore store = new MoovinStore("format", format)) {
      ObjectNode record = MoovinStore.object(MoovinOrders.order(0));
      List.of("nome", "email").forEach(it -> put(record, "/cliente", it));
      List.of("nome", "endereco", "numero", "complemento", "bairro", "instrucoes", "cidade")
          .forEach(it -> put(record, "/dados_entrega", it));
      List.of("descricao", "personalizacao", "cor").forEach(it -> put(record, "/itens/item/0", it));
      put(record, "/dados_transporte", "modalidade");
      put(record, "/dados_transacao/transacao/0", "forma_pagamento");
      store.moovin.place(record.put("vendedor_nome", TEXT).toString());

      assertThat(store.poll()).isNull();

      Order order = store.order(0);
      Address to = order.delivery();
      assertThat(
              List.of(
                  order.customer().name(),
                  order.customer().email(),
                  to.receiver(),
                  to.street(),
                  to.number(),
                  to.complement(),
                  to.district(),
                  to.reference(),
                  to.city(),
                  order.lines().get(0).name(),
                  order.lines().get(0).attachments().get("personalizacao"),
                  order.lines().get(0).attachments().get("cor"),
                  order.freight().service(),
                  order.payments().get(0).method(),
                  order.extras().get("vendedor_nome")))
          .containsOnly(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void every_text_of_a_product_arrives_as_we_have_it(String format) {
    try (MoovinStore store = new MoovinStore("format", format)) {
      ObjectNode product = (ObjectNode) Examples.tree("saveProdutos_L725.json").at("/produto/0");
      List<String> texts =
          List.of(
              "titulo",
              "titulo_completo",
              "marca",
              "descricao",
              "caracteristicas_tecnicas",
              "garantia",
              "meta_title",
              "meta_keywords",
              "meta_description",
              "descricao_cor");
      texts.forEach(it -> product.put(it, TEXT));
      product.put("cor", "Açaí “roxo” 👟").put("status_cor", "1");

      store.calls.call(store.connection, "saveProdutos", product, null);

      JsonNode saved = MoovinStore.json(store.moovin.product("12345-5-1"));
      assertThat(texts.stream().map(it -> saved.path(it).asText()).toList()).containsOnly(TEXT);
      assertThat(saved.path("cor").asText()).isEqualTo("Açaí “roxo” 👟");
    }
  }

  private static void put(ObjectNode record, String where, String field) {
    ((ObjectNode) record.at(where)).put(field, TEXT);
  }
}
