package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.Mark;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.ReadFeed;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which of Focco's lists are read, and how much of them, by the connection's settings. */
class FoccoListsTest {

  private static final String ANA = "01112223334";
  private static final String FIRM = "07654321000199";

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();
  private final PollRun run = new PollRun(new HeldLease());
  private Connection connection;
  private FoccoApi api;
  private FoccoCustomersFeed customers;

  @BeforeEach
  void start() {
    focco.start();
    focco.addCustomer(ANA, 77);
    focco.addCustomer(FIRM, 78);
  }

  @AfterEach
  void stop() throws Exception {
    focco.close();
    http.close();
  }

  @Test
  void the_customers_of_one_representative_are_read_with_the_documents_of_the_whole_list() {
    focco.represent(77, 44);
    use("customers.representative", "44");

    assertThat(read().messages).extracting(Message::key).containsExactly(ANA);
    assertThat(focco.calls("GetClientesRepresentante")).isEqualTo(1);
  }

  @Test
  void of_two_customers_with_one_document_the_one_is_told_that_orders_go_to() {
    String row = "{\"Codigo\":%d,\"Descricao\":\"%s\",\"CpfCnpjs\":[{\"Cpf\":\"%s\",\"Cnpj\":0}]}";
    String one = row.formatted(77, "Ana", ANA);
    String other = row.formatted(79, "Ana, bloqueada", ANA);
    use();

    for (String list : List.of("[" + one + "," + other + "]", "[" + other + "," + one + "]")) {
      focco.inject("GetClientes", Simulator.Answer.json(200, list), 1);
      assertThat(read().messages)
          .extracting(it -> ((CustomerRecord) it).codes().get("focco"))
          .containsExactly("77");
    }
  }

  @Test
  void without_details_no_customer_costs_a_call() {
    use();

    assertThat(read().bodies).hasSize(1);
    assertThat(focco.calls("GetCliente")).isZero();
  }

  @Test
  void a_customer_in_full_has_the_leading_zeros_that_numbers_lose() {
    focco.setDetails(
        FIRM,
        Map.of(
            "RazaoSocial", "Bigfer Ltda",
            "NomeFantasia", "Bigfer",
            "InscEstadual", "0450026205",
            "Email", "compras@bigfer.example",
            "Cep", 1310100,
            "Endereco", "Av. Paulista",
            "NumEndereco", "675",
            "Cidade", "São Paulo",
            "UF", "SP",
            "Pais", "BRASIL"));
    use("customers.details", "true");

    CustomerRecord firm = whole(FIRM);

    assertThat(firm.customer().name()).isEqualTo("Bigfer Ltda");
    assertThat(firm.customer().tradeName()).isEqualTo("Bigfer");
    assertThat(firm.customer().stateRegistration()).isEqualTo("0450026205");
    assertThat(firm.customer().email()).isEqualTo("compras@bigfer.example");
    assertThat(firm.codes()).containsEntry("focco", "78");
    Address address = firm.addresses().get(0);
    assertThat(address.postalCode()).isEqualTo("01310100");
    assertThat(address.number()).isEqualTo("675");
    assertThat(address.country()).isEqualTo("BRA");
  }

  @Test
  void the_document_s_customer_is_understood() throws IOException {
    Path file = Path.of("src/test/resources/focco/doc_GetClienteCommand_response.json");
    FoccoEnvelope answer = FoccoEnvelope.read(Files.readString(file)).orElseThrow();
    use();
    FoccoCustomerRow row = new FoccoCustomerRow("focco", FIRM, answer.value());

    CustomerRecord customer = new FoccoCustomerMapper("focco").detailed(row, answer.value());

    assertThat(customer.customer().name()).isEqualTo("BIGFER IND COM DE FERR LTDA");
    assertThat(customer.customer().phones()).isEmpty();
    assertThat(customer.addresses())
        .extracting(Address::postalCode, Address::city)
        .containsExactly(tuple("95180000", "FARROUPILHA"));
  }

  @Test
  void phones_are_told_with_their_area_code() throws IOException {
    use();
    String told =
        "{\"Value\":{\"RazaoSocial\":\"X\",\"NumTelefones\":{\"$values\":[{\"DDD\":54,\"Telefone\":32618000},"
            + "{\"DDD\":null,\"Telefone\":\"9999\"}]}}}";

    CustomerRecord customer =
        new FoccoCustomerMapper("focco")
            .detailed(
                new FoccoCustomerRow(
                    "focco", ANA, JsonNodeFactory.instance.objectNode().put("codigo", 77)),
                FoccoEnvelope.read(told).orElseThrow().value());

    assertThat(customer.customer().phones()).containsExactly("54 32618000", "9999");
    assertThat(customer.addresses()).isEmpty();
  }

  @Test
  void details_cost_no_more_calls_than_the_budget_allows_and_the_rest_waits() {
    use("customers.details", "true", "customers.calls-a-minute", "2");

    assertThat(read().messages).as("of three customers").hasSize(2);
    assertThat(focco.calls("GetCliente")).isEqualTo(2);
  }

  @Test
  void a_customer_is_marked_until_it_changes_in_the_list() {
    use("customers.details", "true");
    Mark first = mark(FIRM);

    assertThat(mark(FIRM)).isEqualTo(first);
    focco.setDetails(FIRM, Map.of("RazaoSocial", "Outra"));

    assertThat(mark(FIRM)).isNotEqualTo(first);
    assertThat(mark(FIRM).key()).isEqualTo(FIRM);
  }

  @Test
  void a_customer_that_focco_does_not_give_in_full_goes_on_as_it_was_listed() {
    use("customers.details", "true");
    focco.inject("GetCliente", Fault.REFUSED, 1);

    assertThat(whole(ANA).customer().name()).isEqualTo("CLIENTE");
    assertThat(run.firstFailure()).isNull();
  }

  @Test
  void a_customer_whose_details_fail_is_not_taken_and_the_poll_is_told() {
    use("customers.details", "true");
    focco.inject("GetCliente", Fault.UNAVAILABLE, 1);

    assertThat(read().messages).as("of three customers").hasSize(2);
    assertThat(run.firstFailure()).isNotNull();
  }

  @Test
  void a_customer_without_a_name_is_refused_with_what_focco_said() {
    focco.setDetails(ANA, Map.of("RazaoSocial", " "));
    use("customers.details", "true");

    ReadFeed read = read();

    assertThat(read.refused).hasSize(1);
    assertThat(read.reason()).contains("customer.name");
  }

  @Test
  void one_customer_s_items_are_read_each_mask_once_though_it_has_a_row_for_each() {
    focco.putItem("FG7003", "Fogão", Map.of(1L, "PRETO", 2L, "VINHO"));
    focco.putItem("EN7000", "Caneca", Map.of());
    use("products.customer.code", "4", "products.customer.document", "56.643.018/0009-13");

    List<Product> products = products();

    assertThat(products)
        .extracting(Product::sku)
        .containsExactly("EN7000", "FG7003", "FG7003#1", "FG7003#2");
    assertThat(products.get(3).variation().text()).isEqualTo("VINHO");
    assertThat(products.get(3).parent()).isEqualTo("FG7003");
    assertThat(focco.calls("GetItens")).isZero();
    assertThat(focco.calls("GetItensCliente")).isEqualTo(1);
  }

  @Test
  void the_masks_of_an_item_may_stand_on_two_pages() {
    for (int i = 0; i < 249; i++) {
      focco.putItem("A%03d".formatted(i), "Caneca", Map.of());
    }
    focco.putItem("B", "Fogão", Map.of(1L, "PRETO", 2L, "VINHO"));
    use("products.customer.code", "4", "products.customer.document", "56643018000913");

    assertThat(products()).extracting(Product::sku).contains("B", "B#1", "B#2");
    assertThat(focco.calls("GetItensCliente")).isEqualTo(2);
  }

  @Test
  void the_document_s_items_of_a_customer_are_products_for_any_company() throws IOException {
    Path file = Path.of("src/test/resources/focco/doc_GetItensClienteCommand_response_FIXED.json");
    FoccoEnvelope answer = FoccoEnvelope.read(Files.readString(file)).orElseThrow();
    use(
        "products.customer.code",
        "4",
        "products.customer.document",
        "56643018000913",
        "stock.companies",
        "10");
    FoccoCatalogue catalogue = new FoccoCatalogue(connection.settings(FoccoSettings.class));
    List<JsonNode> rows = new ArrayList<>();
    answer.value().path("rows").forEach(rows::add);

    List<Product> products =
        catalogue.items(rows).stream()
            .flatMap(it -> new FoccoProducts(connection).products(it).stream())
            .toList();

    assertThat(products).extracting(Product::sku).containsExactly("REV1003", "MARK");
    assertThat(products.get(0).descriptions().notes()).isEqualTo("teste");
    assertThat(products.get(0).categories()).containsExactly(List.of("TOMADAS"));
    assertThat(products.get(0).attributes()).doesNotContainKey("PesoBruto");
  }

  @Test
  void a_customer_of_items_needs_a_code_and_a_document() {
    assertThatThrownBy(() -> use("products.customer.code", "4"))
        .rootCause()
        .hasMessage("products.customer needs a code and a document");
  }

  private List<Product> products() {
    return ReadFeed.of(new FoccoProductsFeed(api), connection, run).messages.stream()
        .map(Product.class::cast)
        .toList();
  }

  private ReadFeed read() {
    return ReadFeed.of(customers, connection, run);
  }

  private Mark mark(String document) {
    return read().marks.stream().filter(it -> it.key().equals(document)).findFirst().orElseThrow();
  }

  /** The customer; null when it was not taken. */
  private CustomerRecord whole(String document) {
    return read().messages.stream()
        .map(CustomerRecord.class::cast)
        .filter(it -> it.key().equals(document))
        .findFirst()
        .orElse(null);
  }

  private void use(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("p.user", "u", "p.password", "p"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put("p." + settings[i], settings[i + 1]);
    }
    FoccoSettings bound =
        new Binder(new MapConfigurationPropertySource(all))
            .bindOrCreate("p", Bindable.of(FoccoSettings.class));
    connection =
        TestApi.connection("focco", new FoccoSystem(), focco.url(), Duration.ofSeconds(5), bound);
    api = new FoccoApi(http.api(connection));
    customers =
        new FoccoCustomersFeed(
            api,
            new FoccoCustomers(api, new TestReferences(), Clock.systemUTC()),
            Clock.systemUTC());
  }
}
