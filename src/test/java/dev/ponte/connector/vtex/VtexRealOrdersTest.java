package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.focco.FoccoJourney;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.kit.Shared;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that were met in the open; skipped in a clone without them. */
@Tag("shared")
class VtexRealOrdersTest {

  @Test
  void one_part_of_a_split_order_carries_the_payment_of_the_whole() {
    Order order = map(shared("public_02_split_group_seller1_-01.json"));

    assertThat(order.group()).isEqualTo("v71425090str");
    assertThat(order.total()).isEqualByComparingTo("54.58");
    assertThat(order.freightPrice()).isEqualByComparingTo("2.09");
    assertThat(order.lines()).singleElement().extracting(Line::ref).isEqualTo("11167127");
    assertThat(order.lines().get(0).unitPrice()).isEqualByComparingTo("69.99");
    assertThat(order.lines().get(0).discount()).isEqualByComparingTo("17.50");
    assertThat(order.payments()).singleElement().extracting(Payment::method).isEqualTo("Pix");
    assertThat(order.payments().get(0).value()).isEqualByComparingTo("227.45");
    assertThat(order.freight().carrier()).isEqualTo("ASAPLAG_CR");
    assertThat(order.extras()).containsEntry("customData.desktop", "DSK-NEW");
  }

  @Test
  void a_part_that_another_seller_ships_is_refused_until_it_is_configured() {
    var document = shared("public_03_split_group_whitelabel_seller_-02.json");

    assertThatThrownBy(() -> map(document))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("seller strbar");
    Order ours =
        new VtexOrderMapper("vtex", Documents.ZONE, Set.of("1", "strbar"), StoreTerms.STRICT)
            .toOrder(document);
    assertThat(ours.total()).isEqualByComparingTo("62.08");
    assertThat(ours.lines().get(0).net()).isEqualByComparingTo("59.99");
  }

  @Test
  void an_order_emptied_by_a_change_is_refused() {
    var document = shared("public_05_user_order_details_2019_changes.json");

    assertThatThrownBy(() -> map(document))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("nothing is left");
  }

  @Test
  void an_order_without_price_definitions_adds_up() {
    Order order = map(shared("public_09_2020_invoiced_boleto_callcenter.json"));

    assertThat(order.total()).isEqualByComparingTo("102.21");
    assertThat(order.freightPrice()).isEqualByComparingTo("15.15");
    assertThat(order.lines())
        .extracting(it -> it.net().toPlainString())
        .containsExactly("58.66", "28.40");
    assertThat(order.lines())
        .extracting(it -> it.discount().toPlainString())
        .containsExactly("3.09", "1.50");
    assertThat(order.extras()).containsEntry("callCenterOperator", "[SAC] Televendas");
    assertThat(order.extras()).doesNotContainKey("residue");
  }

  @ParameterizedTest
  @CsvSource({
    "cpf-with-14-digits, 11222333000181, COMPANY, Compras Oficina Sete",
    "no-type-14-digits, 11222333000181, COMPANY, Compras Oficina Sete",
    "no-name, 11144477735, PERSON, Joana Prado"
  })
  void a_companys_document_under_another_label_is_taken(
      String file, String document, Customer.Kind kind, String name) {
    Order order = map(report(file));

    assertThat(order.customer().document()).isEqualTo(document);
    assertThat(order.customer().kind()).isEqualTo(kind);
    assertThat(order.customer().name()).isEqualTo(name);
  }

  @Test
  void a_document_that_lost_a_character_is_refused_with_its_length() {
    var document = report("corporate-lost-a-character");

    assertThatThrownBy(() -> map(document))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("has 13 characters");
  }

  @Test
  void an_order_that_says_more_than_focco_holds_arrives_with_a_mark_where_it_was_cut() {
    Order order = map(Documents.json(Shared.text("reports/16-focco-notes-too-long/order.json")));

    assertThat(order.notes()).hasSizeGreaterThan(2_000);
    assertThat(FoccoJourney.told(order).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_000);
    assertThat(FoccoJourney.told(order)).contains("Pedido 1500000000161-01", "… (cortado)");
  }

  private static ObjectNode report(String file) {
    return (ObjectNode)
        Documents.json(Shared.text("reports/06-vtex-cnpj-called-cpf/" + file + ".json"));
  }

  private static ObjectNode shared(String file) {
    return (ObjectNode) Documents.json(Shared.text("examples/vtex/" + file));
  }
}
