package dev.ponte.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoovinSimulatorTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private MoovinSimulator moovin;

  @BeforeEach
  void start() {
    moovin = new MoovinSimulator(0, Clock.systemUTC());
    moovin.start();
    moovin.place(MoovinOrders.order(1));
  }

  @AfterEach
  void close() {
    moovin.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getPedidos    | {}                                                             | filtro
          getPedidos    | { codigo: 1 }                                                  | JSON inválido
          updatePedido  | {"codigo_pedido":"100001"}                                     | sem a lista pedido
          updatePedido  | {"pedido":{"codigo_pedido":"100001"}}                          | sem a lista pedido
          updatePedido  | {"pedido":[{"importado":1}]}                                   | obrigatório não informado: codigo_pedido
          updatePedido  | {"pedido":[{"codigo_pedido":"1"}]}                             | Pedido não encontrado
          updatePedido  | {"pedido":[{"codigo_pedido":"100001"},{"codigo_pedido":"2"}]}  | um registro
          updatePedido  | {"pedido":[{"codigo_pedido":"100001","uf_transporte":"RGS"}]}  | excede 2
          updatePedido  | {"pedido":[{"codigo_pedido":"100001","codigo_status_pedido":"77"}]} | Status não encontrado
          saveEstoqueV2 | {"estoque":[{"produto_codigo_tamanho":"1","qtd":"x","cod_loja":"1"}]} | inválida
          fazAlgo       | {"a":[]}                                                       | Método inexistente
          """)
  void what_the_document_forbids_is_refused(String method, String data, String words)
      throws Exception {
    assertThat(json(method, data)).contains(words);
    assertThat(moovin.updates()).isEmpty();
  }

  @Test
  void neither_another_token_nor_another_body_is_taken() throws Exception {
    assertThat(send("getPedidos/json", "application/x-www-form-urlencoded", "token=x&data={}"))
        .contains("Token");
    assertThat(send("getPedidos/json", "application/json", "{}")).contains("POST");
    assertThat(send("getPedidos", "application/x-www-form-urlencoded", "")).contains("404");
  }

  @Test
  void the_sixty_first_record_of_a_minute_is_refused_and_counted() throws Exception {
    for (int i = 0; i < 60; i++) {
      assertThat(json("getStatusPedidos", "{\"limite\":\"1\"}")).doesNotContain("Limite");
    }

    assertThat(json("getStatusPedidos", "{\"limite\":\"1\"}")).contains("Limite");
    assertThat(moovin.overLimit()).isEqualTo(1);
    assertThat(moovin.busiestMinute()).isEqualTo(60);
  }

  @Test
  void a_limit_above_a_hundred_gives_thirty() throws Exception {
    for (int number = 2; number < 120; number++) {
      moovin.place(MoovinOrders.order(number));
    }

    assertThat(rows("{\"limite\":\"101\"}")).isEqualTo(30);
    assertThat(rows("{\"limite\":\"100\",\"pagina\":\"1\"}")).isEqualTo(100);
    assertThat(rows("{\"limite\":\"100\",\"pagina\":\"2\"}")).isEqualTo(19);
  }

  @Test
  void an_update_changes_the_order_and_its_stamp() throws Exception {
    String id = MoovinOrders.id(1);
    moovin.change(id, "data_ultima_atualizacao", "2000-01-01 00:00:00");

    assertThat(
            json(
                "updatePedido",
                "{\"pedido\":[{\"codigo_pedido\":\"%s\",\"importado\":1}]}".formatted(id)))
        .contains("sucesso");

    assertThat(moovin.imported(id)).isTrue();
    assertThat(moovin.imports(id)).isEqualTo(1);
    assertThat(moovin.order(id)).doesNotContain("2000-01-01");
  }

  @Test
  void both_spellings_of_a_root_come_in_turn() throws Exception {
    Set<String> starts = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      String answer = json("getPedidos", "{\"limite\":\"1\"}");
      starts.add(answer.substring(0, 12));
    }

    assertThat(starts).contains("{\"pedidos\":[", "{\"pedido\":{\"").hasSizeGreaterThan(2);
  }

  @Test
  void stock_is_set_added_and_taken_away() throws Exception {
    stock("1", "10");
    stock("2", "5");
    stock("3", "4");

    assertThat(moovin.stock("720162", "02")).isEqualTo(11);
  }

  @Test
  void a_page_of_a_hundred_thousand_stocks_and_prices_costs_no_more_than_what_it_holds()
      throws Exception {
    moovin.unlimited();
    for (int i = 0; i < 100_000; i++) {
      moovin.putStock("S" + i, "1", i);
      moovin.putPrice("S" + i, "0.00", "1.00");
    }

    for (int page = 901; page <= 1_000; page++) {
      String filters = "{\"limite\":\"100\",\"pagina\":\"%d\"}".formatted(page);
      String first = "\"S%d\"".formatted((page - 1) * 100);
      assertThat(json("getQuantidadeEstoque", filters)).contains(first);
      assertThat(json("getPreco", filters)).contains(first);
    }
    assertThat(json("getQuantidadeEstoque", "{\"limite\":\"100\",\"pagina\":\"1001\"}"))
        .doesNotContain("qtd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getQuantidadeEstoque | {"data_modificacao_de":"2000-01-01"}                              | 720162  | x
          getQuantidadeEstoque | {"data_modificacao_de":"2999-01-01 00:00:00"}                     | [       | 720162
          getQuantidadeEstoque | {"data_modificacao_ate":"2000-01-01"}                             | [       | 720162
          getQuantidadeEstoque | {"produto_codigo_tamanho":"other"}                                | other   | 720162
          getPreco             | {"produto_codigo_cor":"C1"}                                       | C1      | C2
          getPreco             | {"data_modificacao_de":"2999-01-01"}                              | [       | C1
          getCor               | {"produto_codigo_cor":"C1"}                                       | C1      | C2
          getTamanho           | {"produto_codigo_tamanho":"T2"}                                   | T2      | T1
          getTamanho           | {"data_de":"2999-01-01"}                                          | [       | T1
          getClientes          | {"data_cadastro":"2016-01"}                                       | Ana     | Bia
          getReservasEstoque   | {"sku":"T1,T3"}                                                   | T3      | T2
          """)
  void reads_are_filtered_as_documented(String method, String filters, String has, String hasNot)
      throws Exception {
    moovin.putStock("720162", "02", 5);
    moovin.putStock("other", "02", 5);
    for (int i = 1; i <= 3; i++) {
      moovin.putPrice("C" + i, "0.00", "1.00");
      moovin.putProduct(
          "{\"produto_codigo\":\"P\",\"produto_codigo_cor\":\"C%1$d\",\"produto_codigo_tam\":\"T%1$d\"}"
              .formatted(i));
      moovin.reserve(String.valueOf(i), "{\"codigo_produto\":\"T%d\"}".formatted(i));
    }
    moovin.register(
        "{\"cpf_cnpj\":\"1\",\"nome\":\"Ana\",\"data_cadastro\":\"2016-01-13 10:00:00\"}");
    moovin.register(
        "{\"cpf_cnpj\":\"2\",\"nome\":\"Bia\",\"data_cadastro\":\"2016-02-13 10:00:00\"}");

    assertThat(json(method, filters)).contains(has).doesNotContain(hasNot);
  }

  @Test
  void the_page_places_approves_and_cancels() throws Exception {
    int before = moovin.orderIds().size();
    act("Place 10 orders");
    act("Place a pending order");
    String pending = moovin.orderIds().get(before + 10);
    assertThat(moovin.status(pending)).isEqualTo("2");

    act("Approve the pending orders");
    assertThat(moovin.status(pending)).isEqualTo("4");

    act("Cancel the newest order");
    assertThat(moovin.status(pending)).isEqualTo("5");
  }

  @Test
  void what_its_page_places_is_placed_now() throws Exception {
    act("Place 1 order");

    String newest = moovin.orderIds().get(moovin.orderIds().size() - 1);
    assertThat(moovin.order(newest).toString())
        .contains("\"data\":\"" + LocalDate.now(ZoneId.of("America/Sao_Paulo")));
  }

  private void stock(String action, String quantity) throws Exception {
    String data =
        "{\"estoque\":[{\"produto_codigo_tamanho\":\"720162\",\"qtd\":\"%s\",\"cod_loja\":\"02\",\"acao\":\"%s\"}]}";
    assertThat(json("saveEstoqueV2", data.formatted(quantity, action))).contains("sucesso");
  }

  private int rows(String filters) throws Exception {
    return json("getPedidos", filters).split("\"codigo_pedido\"", -1).length - 1;
  }

  private void act(String action) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(moovin.url() + "/sandbox/act"))
            .POST(BodyPublishers.ofString("action=" + encoded(action)))
            .build();
    http.send(request, BodyHandlers.discarding());
  }

  private String json(String method, String data) throws IOException, InterruptedException {
    return send(
        method + "/json",
        "application/x-www-form-urlencoded",
        "token=" + MoovinSimulator.TOKEN + "&data=" + encoded(data));
  }

  private String send(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(moovin.url() + "/webservice/" + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
