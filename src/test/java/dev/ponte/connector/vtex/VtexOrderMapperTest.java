package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.Documents.example;
import static dev.ponte.connector.vtex.Documents.firstItem;
import static dev.ponte.connector.vtex.Documents.json;
import static dev.ponte.connector.vtex.Documents.logistics;
import static dev.ponte.connector.vtex.Documents.map;
import static dev.ponte.connector.vtex.Documents.payment;
import static dev.ponte.connector.vtex.Documents.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.sandbox.VtexOrders;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an order is about; its money has {@link VtexMoneyTest}. */
class VtexOrderMapperTest {

  @Test
  void the_example_of_the_document_is_mapped_to_the_last_field() {
    Order order = map(example());

    assertThat(order.id()).isEqualTo("v1233363wlmr-02");
    assertThat(order.group()).isEqualTo("v1233363wlmr");
    assertThat(order.channel()).isEqualTo("Marketplace");
    assertThat(order.marketplace()).isNull();
    assertThat(order.createdAt()).isEqualTo(OffsetDateTime.parse("2014-09-16T19:40:46.492703Z"));
    assertThat(order.changedAt()).isEqualTo(OffsetDateTime.parse("2014-09-16T19:48:46.013977Z"));
    assertThat(order.currency()).isEqualTo("BRL");
    assertThat(order.total()).isEqualByComparingTo("288.80");
    assertThat(order.charges()).isEmpty();
    assertThat(order.billing()).isNull();
    assertThat(order.notes()).isNull();
    assertThat(order.extras())
        .containsEntry("sequence", "1233365")
        .containsEntry("salesChannel", "1");
  }

  @Test
  void a_subscription_and_a_presale_are_told() {
    ObjectNode order = example();
    order.set(
        "subscriptionData",
        json("{\"SubscriptionGroupId\":\"A64A\",\"Subscriptions\":[{\"ExecutionCount\":7}]}"));
    firstItem(order).put("preSaleDate", "2026-12-24T03:00:00Z");

    assertThat(map(order).extras())
        .containsEntry("subscription", "A64A")
        .containsEntry("subscriptionCycle", "7")
        .containsEntry("preSaleDate", "270851: 2026-12-24T03:00:00Z");
  }

  @Test
  void the_examples_line_keeps_its_price_discount_and_codes() {
    Line line = map(example()).lines().get(0);

    assertThat(line.sku()).isEqualTo("270851");
    assertThat(line.ref()).isEqualTo("14568");
    assertThat(line.ean()).isNull();
    assertThat(line.name()).startsWith("Notebook Samsung Intel®").contains("14,1\", HDMI");
    assertThat(line.quantity()).isEqualByComparingTo("1");
    assertThat(line.listPrice()).isEqualByComparingTo("1298.00");
    assertThat(line.unitPrice()).isEqualByComparingTo("300.00");
    assertThat(line.discount()).isEqualByComparingTo("11.20");
    assertThat(line.net()).isEqualByComparingTo("288.80");
  }

  @Test
  void the_examples_buyer_payment_and_freight_are_kept() {
    Order order = map(example());

    assertThat(order.customer().name()).isEqualTo("Saul Goodman");
    assertThat(order.customer().documentType()).isEqualTo(Customer.CPF);
    assertThat(order.customer().document()).isEqualTo("77564538910");
    assertThat(order.customer().email())
        .isEqualTo("4f1431877bb6410798bebf34c6e46b28@ct.vtex.com.br");
    assertThat(order.delivery())
        .isEqualTo(
            new Address(
                "Gustavo Almeida",
                "Rua Visconde De Itaboraí",
                "70",
                null,
                "Centro",
                null,
                "Rio De Janeiro",
                "RJ",
                "20010060",
                "BRA",
                false));
    assertThat(order.payments())
        .containsExactly(
            new Payment(
                "American Express",
                "creditCard",
                1,
                new java.math.BigDecimal("288.80"),
                "33CD3CC4D11A4FA49A2C9EE20D771F98",
                "872b5b22-92ab-4062-abff-3325cf2bdae3",
                "185140",
                "783994",
                "Simulator"));
    assertThat(order.freight().service()).isEqualTo("performance");
    assertThat(order.freight().carrier()).isEqualTo("Teste de Performance");
    assertThat(order.freight().estimate()).isEqualTo("12bd");
    assertThat(order.freight().warehouse()).isEqualTo("1_1");
    assertThat(order.freight().price()).isEqualByComparingTo("0");
  }

  @Test
  void a_canonical_order_survives_its_json() {
    Order order = map(example());

    assertThat(Canonical.contentHash(Canonical.read(Order.class, Canonical.write(order))))
        .isEqualTo(Canonical.contentHash(order));
  }

  @Test
  void what_vtex_changes_by_itself_is_no_new_version() {
    ObjectNode later = example();
    later.put("status", "handling").put("lastChange", "2014-09-17T00:00:00Z");

    assertThat(Canonical.contentHash(map(later))).isEqualTo(Canonical.contentHash(map(example())));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2024-10-09T19:25:26.5838646+00:00, 2024-10-09T19:25:26.583864Z
          2024-10-09T19:25:26+00:00,         2024-10-09T19:25:26Z
          2024-10-09T14:25:26.5-05:00,       2024-10-09T19:25:26.5Z
          2014-09-16T19:40:46,               2014-09-16T22:40:46Z
          2014-09-16T19:40:46.4927,          2014-09-16T22:40:46.4927Z
          """)
  void dates_come_in_many_forms(String given, OffsetDateTime expected) {
    ObjectNode order = example();
    order.put("creationDate", given);

    assertThat(map(order).createdAt().toInstant()).isEqualTo(expected.toInstant());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          12.345.678/0001-95, 12345678000195
          12.ABC.345/01DE-35, 12ABC34501DE35
          12abc34501de35,     12ABC34501DE35
          """)
  void companies_have_a_cnpj_with_or_without_letters(String given, String expected) {
    ObjectNode order = example();
    profile(order)
        .put("isCorporate", true)
        .put("corporateDocument", given)
        .put("corporateName", "Comércio Ltda")
        .put("tradeName", "Loja")
        .put("stateInscription", "isento")
        .put("corporatePhone", "+552133334444");

    Customer customer = map(order).customer();

    assertThat(customer.kind()).isEqualTo(Customer.Kind.COMPANY);
    assertThat(customer.document()).isEqualTo(expected);
    assertThat(customer.documentType()).isEqualTo(Customer.CNPJ);
    assertThat(customer.name()).isEqualTo("Comércio Ltda");
    assertThat(customer.contact()).isEqualTo("Saul Goodman");
    assertThat(customer.stateRegistration()).isEqualTo("ISENTO");
    assertThat(customer.phones()).containsExactly("+552133334444", "+552199998888");
  }

  @Test
  void a_foreign_document_stays_as_it_is() {
    ObjectNode order = example();
    profile(order).put("documentType", "cedulaCOL").put("document", "1.020-77");

    Customer customer = map(order).customer();

    assertThat(customer.documentType()).isEqualTo("cedulaCOL");
    assertThat(customer.document()).isEqualTo("1.020-77");
  }

  @Test
  void a_malformed_cpf_is_refused_in_a_sentence() {
    ObjectNode order = example();
    profile(order).put("document", "123");

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageStartingWith(
            "Order v1233363wlmr-02 of vtex cannot be taken: the buyer's document has 3 characters");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          cpf,  11222333000181,     false, -,             11222333000181, COMPANY, CNPJ
          -,    11.222.333/0001-81, false, -,             11222333000181, COMPANY, CNPJ
          cnpj, 11144477735,        true,  -,             11144477735,    PERSON,  CPF
          cpf,  11144477735,        true,  12ABC34501DE35,12ABC34501DE35, COMPANY, CNPJ
          cnpj, -,                  true,  112223330001,  11222333000181, COMPANY, CNPJ
          cpf,  2030405035,         false, -,             02030405035,    PERSON,  CPF
          """)
  void digits_decide_over_labels(
      String type,
      String document,
      boolean corporate,
      String corporateDocument,
      String number,
      Customer.Kind kind,
      String decided) {
    ObjectNode order = example();
    profile(order)
        .put("documentType", type)
        .put("document", document)
        .put("isCorporate", corporate)
        .put("corporateDocument", corporateDocument);

    Customer customer = map(order).customer();

    assertThat(customer.document()).isEqualTo(number);
    assertThat(customer.kind()).isEqualTo(kind);
    assertThat(customer.documentType()).isEqualTo(decided);
    assertThat(customer.name()).isEqualTo("Saul Goodman");
  }

  @Test
  void a_label_against_the_digits_is_told() {
    ObjectNode order = example();
    profile(order).put("document", "11222333000181");

    assertThat(map(order).extras())
        .containsEntry("documentType", "cpf na loja, CNPJ pelos dígitos");
  }

  @Test
  void a_buyer_without_a_name_has_the_receivers() {
    ObjectNode order = example();
    profile(order).putNull("firstName").putNull("lastName");

    assertThat(map(order).customer().name()).isEqualTo("Gustavo Almeida");
  }

  @Test
  void a_thirteen_character_cnpj_is_refused_with_its_length() {
    ObjectNode order = example();
    profile(order).put("isCorporate", true).put("corporateDocument", "2ABC34501DE35");

    assertThatThrownBy(() -> map(order)).hasMessageContaining("has 13 characters");
  }

  @Test
  void an_order_in_other_money_is_refused_until_its_currency_is_allowed() {
    ObjectNode order = example();
    order.putObject("storePreferencesData").put("currencyCode", "COP");

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("it is in COP")
        .hasMessageContaining("ponte.connections.vtex.money.currencies");
    StoreTerms both = new StoreTerms(null, Set.of("BRL", "COP"), id -> false);
    assertThat(
            new VtexOrderMapper("vtex", Documents.ZONE, Set.of("1"), both)
                .toOrder(order)
                .currency())
        .isEqualTo("COP");
  }

  @Test
  void lines_of_other_sellers_are_refused_and_the_sentence_names_the_key() {
    ObjectNode order = example();
    firstItem(order).put("seller", "parceiro");

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("seller parceiro ships sku 270851")
        .hasMessageContaining("ponte.connections.vtex.sellers");
  }

  @Test
  void lines_of_a_seller_that_is_configured_are_ours_to_ship() {
    ObjectNode order = example();
    firstItem(order).put("seller", "parceiro");

    Order ours =
        new VtexOrderMapper("vtex", Documents.ZONE, Set.of("1", "parceiro"), StoreTerms.STRICT)
            .toOrder(order);

    assertThat(ours.total()).isEqualByComparingTo("288.80");
    assertThat(ours.lines().get(0).net()).isEqualByComparingTo("288.80");
  }

  @Test
  void a_part_of_a_split_order_carries_the_payment_of_the_whole() {
    ObjectNode order = example();
    payment(order).put("value", 99_900);

    Order part = map(order);

    assertThat(part.total()).isEqualByComparingTo("288.80");
    assertThat(part.payments().get(0).value()).isEqualByComparingTo("999.00");
  }

  @ParameterizedTest
  @EnumSource(VtexOrders.Trait.class)
  void generated_orders_are_taken_or_refused_as_their_trait_says(VtexOrders.Trait trait) {
    for (int number = 0; number < 50; number++) {
      var document = json(new VtexOrders(7).with(number, trait));
      if (trait == VtexOrders.Trait.FOREIGN_SELLER) {
        assertThatThrownBy(() -> map(document)).isInstanceOf(UnmappableRecord.class);
      } else {
        assertThat(map(document).total().movePointRight(2))
            .isEqualByComparingTo(document.path("value").decimalValue());
      }
    }
  }

  @Test
  void an_order_sold_elsewhere_is_ours_to_ship_and_needs_no_payments() {
    ObjectNode order = example();
    order.put("origin", "Fulfillment").put("affiliateId", "MLB").put("marketplaceOrderId", "20001");
    firstItem(order).put("seller", "conta");
    order.putNull("paymentData");
    order.set(
        "invoiceData",
        json("{\"userPaymentInfo\":{\"paymentMethod\":[\"Pix\"]},\"address\":null}"));

    Order mapped = map(order);

    assertThat(mapped.marketplace()).isEqualTo(new Marketplace("MLB", "20001"));
    assertThat(mapped.payments()).singleElement().extracting(Payment::method).isEqualTo("Pix");
  }

  @Test
  void an_order_without_transactions_has_no_payments() {
    ObjectNode order = example();
    order.set("paymentData", json("{\"transactions\":[],\"giftCards\":[]}"));

    assertThat(map(order).payments()).isEmpty();
  }

  @Test
  void a_gift_card_beside_the_transactions_is_a_payment() {
    ObjectNode order = example();
    ((ObjectNode) order.path("paymentData"))
        .set("giftCards", json("[{\"name\":\"Vale\",\"value\":500,\"redemptionCode\":\"X\"}]"));

    Order mapped = map(order);

    assertThat(mapped.payments())
        .extracting(Payment::group)
        .containsExactly("creditCard", "giftCard");
    assertThat(Canonical.write(mapped)).doesNotContain("redemptionCode");
  }

  @Test
  void interest_is_reported_apart() {
    ObjectNode order = example();
    payment(order).put("value", 30_000).put("installments", 6);

    Order mapped = map(order);

    assertThat(mapped.total()).isEqualByComparingTo("288.80");
    assertThat(mapped.payments().get(0).value()).isEqualByComparingTo("300.00");
    assertThat(mapped.payments().get(0).installments()).isEqualTo(6);
    assertThat(mapped.extras()).containsEntry("interest", "11.20");
  }

  @Test
  void a_pick_up_order_goes_to_the_pick_up_point_and_keeps_who_collects() {
    ObjectNode order = example();
    String collects = map(order).delivery().receiver();
    logistics(order)
        .put("deliveryChannel", "pickup-in-point")
        .put("pickupPointId", "1_car")
        .set(
            "pickupStoreInfo",
            json(
                "{\"friendlyName\":\"Loja Carioca\",\"isPickupStore\":true,\"address\":{\"receiverName\":null,\"street\":\"Avenida\",\"number\":\"909\",\"postalCode\":\"21210000\",\"country\":\"BRA\"}}"));

    Order mapped = map(order);

    assertThat(mapped.delivery().pickup()).isTrue();
    assertThat(mapped.delivery().street()).isEqualTo("Avenida");
    assertThat(mapped.delivery().receiver()).as("who collects").isEqualTo(collects);
    assertThat(mapped.extras()).containsEntry("pickupPoint", "Loja Carioca");
  }

  @Test
  void a_scheduled_delivery_keeps_its_window() {
    ObjectNode order = example();
    logistics(order)
        .set(
            "deliveryWindow",
            json(
                "{\"startDateUtc\":\"2026-02-21T11:00:00+00:00\",\"endDateUtc\":\"2026-02-21T15:00:00+00:00\"}"));

    assertThat(map(order).freight().windowStart()).isEqualTo("2026-02-21T11:00:00Z");
    assertThat(map(order).freight().windowEnd()).isEqualTo("2026-02-21T15:00:00Z");
  }

  @Test
  void items_that_go_to_several_places_are_refused() {
    ObjectNode order = example();
    logistics(order).put("addressId", "casa");
    ObjectNode second = logistics(order).deepCopy();
    second.put("itemIndex", 1).put("addressId", "trabalho");
    ((ObjectNode) order.path("shippingData")).withArray("logisticsInfo").add(second);

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("2 places (casa, trabalho)");
  }

  @Test
  void several_services_to_one_place_are_one_freight_and_said_loudly() {
    ObjectNode order = example();
    ObjectNode second = logistics(order).deepCopy();
    second.put("itemIndex", 1).put("selectedSla", "Sedex").put("deliveryCompany", "Correios");
    ((ObjectNode) order.path("shippingData")).withArray("logisticsInfo").add(second);

    Order mapped = map(order);

    assertThat(mapped.freight().service()).isEqualTo("performance");
    assertThat(mapped.extras()).containsEntry("otherServices", "Sedex by Correios");
    assertThat(mapped.notes()).contains("Sedex by Correios");
  }

  @Test
  void the_chosen_address_is_the_one_that_the_logistics_name() {
    ObjectNode order = example();
    logistics(order).put("addressId", "B");
    ((ObjectNode) order.path("shippingData"))
        .set("selectedAddresses", json("[{\"addressId\":\"B\",\"street\":\"Rua B\"}]"));

    assertThat(map(order).delivery().street()).isEqualTo("Rua B");
  }

  @Test
  void attachments_options_and_free_services_of_an_item_survive() {
    ObjectNode order = example();
    firstItem(order)
        .setAll(
            (ObjectNode)
                json(
                    """
                    {"attachments":[{"name":"gravacao","content":{"texto":"Júlia","cor":"azul"}}],
                     "assemblies":[{"id":"montagem","inputValues":{"lado":"direito"}}],
                     "bundleItems":[{"id":"7","name":"Embalagem","price":0}]}"""));

    assertThat(map(order).lines().get(0).attachments())
        .containsEntry("gravacao.texto", "Júlia")
        .containsEntry("gravacao.cor", "azul")
        .containsEntry("montagem.lado", "direito")
        .containsEntry("bundleItem", "Embalagem");
  }

  @Test
  void the_parts_of_a_kit_survive() {
    ObjectNode order = example();
    firstItem(order)
        .set("components", json("[{\"id\":\"9\",\"name\":\"Peça\",\"quantity\":2,\"price\":500}]"));

    Line.Component part = map(order).lines().get(0).components().get(0);

    assertThat(part.sku()).isEqualTo("9");
    assertThat(part.quantity()).isEqualByComparingTo("2");
    assertThat(part.price()).isEqualByComparingTo("5.00");
  }

  @Test
  void notes_and_the_marketplaces_fiscal_data_are_carried_through() {
    ObjectNode order = example();
    order.set("openTextField", json("{\"value\":\"Depois das 18h\"}"));
    order.set(
        "customData",
        json(
            "{\"customApps\":[{\"id\":\"mkt\",\"fields\":{\"marketplacePaymentMethods\":\"03\"}}],\"customFields\":[{\"fields\":[{\"name\":\"desktop\",\"value\":\"D\"}]}]}"));

    Order mapped = map(order);

    assertThat(mapped.notes()).isEqualTo("Depois das 18h");
    assertThat(mapped.extras())
        .containsEntry("customData.mkt.marketplacePaymentMethods", "03")
        .containsEntry("customData.desktop", "D");
  }

  @ParameterizedTest
  @CsvSource({
    "canceled, true",
    "cancelled, true",
    "cancel, true",
    "request-cancel, true",
    "cancellation-requested, true",
    "waiting-for-seller-decision, true",
    "replaced, true",
    "cancellation-request-denied, false",
    "invoice-after-cancellation-deny, false",
    "ready-for-handling, false"
  })
  void the_whole_cancel_family_is_cancelled_but_not_what_was_denied(String status, boolean is) {
    ObjectNode order = example();
    order.put("status", status);

    assertThat(map(order).cancelled()).isEqualTo(is);
  }

  @Test
  void a_document_that_is_no_order_is_refused_in_a_sentence() {
    assertThatThrownBy(() -> map(json("{\"orderId\":\"x\"}")))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("Order x of vtex");
  }
}
