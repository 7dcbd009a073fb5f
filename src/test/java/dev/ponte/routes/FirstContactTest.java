package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Hub;
import dev.ponte.ledger.Starts;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinSimulator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a new installation does to stores that are filled already. */
@Execution(ExecutionMode.CONCURRENT)
class FirstContactTest {

  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int GOODS = 60;
  private static final int NEWS = 6;

  private final MoovinSimulator moovin = new MoovinSimulator(0, Clock.systemUTC());
  private final FastcommerceSimulator fastcommerce =
      new FastcommerceSimulator(0, Clock.systemUTC());
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Hub hub = new Hub();

  @BeforeEach
  void fill() {
    moovin.start();
    fastcommerce.start();
    focco.start();
    moovin.unlimited();
    for (int i = 1; i <= GOODS + NEWS; i++) {
      String sku = "SKU" + i;
      focco.putItem(sku, "Nome do ERP " + i, Map.of());
      focco.setStock(sku, null, 10, 3);
      if (i <= GOODS) {
        moovin.putProduct(
            "{\"produto_codigo\":\"%1$s\",\"produto_codigo_cor\":\"%1$s\",\"produto_codigo_tam\":\"%1$s\",\"titulo\":\"Nome da loja\",\"status\":\"1\",\"status_cor\":\"1\"}"
                .formatted(sku));
        moovin.putStock(sku, "loja-1", 40);
        moovin.putPrice(sku, "0.00", "99.90");
        fastcommerce
            .catalogue()
            .putProduct(
                sku,
                Map.of(
                    "NomeProd",
                    "Nome da loja",
                    "Estoque",
                    "40",
                    "Preco",
                    "99,90",
                    "Disponivel",
                    "False"));
      }
    }
    for (String poll : List.of("stock", "products", "prices", "customers", "reconciliation")) {
      hub.set("ponte.schedule." + poll, "0/1 * * * * ?");
    }
    hub.set("ponte.connections.focco.stock.calls-a-minute", 6_000);
    hub.set("ponte.connections.moovin.quota.calls", 0);
    hub.set("ponte.connections.fastcommerce.quota.calls", 0);
  }

  @AfterEach
  void stop() {
    moovin.close();
    fastcommerce.close();
    focco.close();
    hub.close();
  }

  @Test
  void with_keys_alone_every_byte_of_the_stores_stays_and_each_missing_key_is_one_line() {
    keys();
    List<Object> before = stores();
    hub.start();

    await()
        .atMost(SOON)
        .until(
            () ->
                waiting("product") == 2 * (GOODS + NEWS)
                    && waiting("stock") == 2 * (GOODS + NEWS)
                    && waiting("price") >= GOODS
                    && focco.calls("GetItens") > 3);

    assertThat(stores()).isEqualTo(before);
    assertThat(fastcommerce.catalogue().written()).isZero();
    assertThat(count("dead") + count("parked") + count("claimed")).isZero();
    assertThat(attempts()).isZero();
    assertThat(hub.part(Starts.class).waiting())
        .extracting(it -> it.type() + " " + it.subscriber() + " " + it.why())
        .containsExactly(
            "order focco Focco takes no order without payment terms; set ponte.connections.focco.mappings.payment-terms.default, or rules",
            "price moovin to have them sent, set ponte.connections.moovin.prices.send to true",
            "product fastcommerce to have them sent, set ponte.connections.fastcommerce.products.send to new, changes or all",
            "product moovin to have them sent, set ponte.connections.moovin.products.send to new, changes or all",
            "stock fastcommerce the store keeps one stock a product; set ponte.connections.fastcommerce.stock.location to the location that it is",
            "stock moovin list each location with the code of its distribution centre in ponte.connections.moovin.stock.stores");
    assertThat(health())
        .containsEntry(
            "not sent: stock to moovin, list each location with the code of its distribution centre in ponte.connections.moovin.stock.stores",
            (GOODS + NEWS) + " wait");
    assertThat(health().keySet().stream().filter(it -> it.startsWith("not sent"))).hasSize(6);
  }

  @Test
  void what_would_change_is_told_first_and_nothing_is_written_before_the_word() {
    keys()
        .set("ponte.connections.moovin.products.send", "changes")
        .set("ponte.connections.moovin.product-defaults.gender", "0")
        .set("ponte.connections.moovin.product-defaults.colour", "Unica")
        .set("ponte.connections.moovin.product-defaults.size", "U")
        .set("ponte.connections.moovin.product-defaults.variation", "cortamanho")
        .set("ponte.connections.moovin.product-defaults.weight-grams", "500")
        .set("ponte.connections.moovin.product-defaults.measures", "10x10x10")
        .set("ponte.connections.fastcommerce.products.send", "all")
        .set("ponte.connections.fastcommerce.product-defaults.NomeCat", "Geral");
    List<Object> before = stores();
    hub.start();

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(why("product", "fastcommerce"))
                    .startsWith(
                        "60 would change (Descricao 60, NomeCat 60, NomeProd 60), 6 would be new, 0 removed; say"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(why("product", "moovin"))
                    .startsWith("60 would change (")
                    .contains("titulo 60")
                    .contains(
                        "0 would be new, 0 removed, 6 are not there and would not be made; say"));
    assertThat(stores()).isEqualTo(before);

    assertThat(hub.part(Starts.class).start("product", "fastcommerce"))
        .startsWith("product of fastcommerce is started: 60 would change");
    await()
        .atMost(SOON)
        .until(() -> fastcommerce.catalogue().productCount("SKU" + (GOODS + NEWS)) == 1);
    await()
        .atMost(SOON)
        .until(
            () -> "Nome do ERP 1".equals(fastcommerce.catalogue().byCode("SKU1").get("NomeProd")));
    assertThat(fastcommerce.catalogue().byCode("SKU1"))
        .containsEntry("Disponivel", "False")
        .containsEntry("Preco", "99,90")
        .containsEntry("Estoque", "40");
    assertThat(fastcommerce.catalogue().byCode("SKU" + (GOODS + NEWS)))
        .containsEntry("Disponivel", "False")
        .doesNotContainKey("Preco");

    assertThat(hub.part(Starts.class).start("product", "moovin")).contains("is started");
    await().atMost(SOON).until(() -> moovin.product("SKU1").contains("Nome do ERP 1"));
    await().atMost(SOON).until(() -> waiting("product") == 0);
    assertThat(moovin.product("SKU1")).contains("\"status\":\"1\",\"status_cor\":\"1\"");
    assertThat(moovin.product("SKU" + (GOODS + NEWS))).isNull();
    assertThat(count("dead")).isZero();
  }

  /** What a person exports on the first day; all else as the file in the folder says. */
  private Hub keys() {
    return hub.set("ponte.connections.moovin.base-url", moovin.url())
        .set("ponte.connections.moovin.token", MoovinSimulator.TOKEN)
        .set("ponte.connections.fastcommerce.base-url", fastcommerce.url())
        .set("ponte.connections.fastcommerce.store-name", FastcommerceSimulator.STORE_NAME)
        .set("ponte.connections.fastcommerce.store-id", FastcommerceSimulator.STORE_ID)
        .set("ponte.connections.fastcommerce.username", FastcommerceSimulator.USERNAME)
        .set("ponte.connections.fastcommerce.password", FastcommerceSimulator.PASSWORD)
        .set("ponte.connections.focco.base-url", focco.url())
        .set("ponte.connections.focco.user", "sandbox")
        .set("ponte.connections.focco.password", "sandbox");
  }

  /** All that the stores hold of products, prices and stock. */
  private List<Object> stores() {
    List<Object> all = new ArrayList<>();
    fastcommerce.products().forEach(it -> all.add(new TreeMap<>(it)));
    for (int i = 1; i <= GOODS + NEWS; i++) {
      String sku = "SKU" + i;
      all.add(
          "%s %s %s"
              .formatted(moovin.product(sku), moovin.price(sku), moovin.stock(sku, "loja-1")));
    }
    return all;
  }

  private long waiting(String type) {
    return hub.part(JdbcClient.class)
        .sql(
            "SELECT COUNT(*) FROM delivery d JOIN head h ON h.id = d.head_id"
                + " WHERE h.type = ? AND d.state = 'pending'")
        .param(type)
        .query(Long.class)
        .single();
  }

  private long count(String state) {
    return hub.part(JdbcClient.class)
        .sql("SELECT COUNT(*) FROM delivery WHERE state = ?")
        .param(state)
        .query(Long.class)
        .single();
  }

  private long attempts() {
    return hub.part(JdbcClient.class)
        .sql("SELECT COUNT(*) FROM attempt")
        .query(Long.class)
        .single();
  }

  private String why(String type, String subscriber) {
    return hub.part(Starts.class).waiting().stream()
        .filter(it -> it.type().equals(type) && it.subscriber().equals(subscriber))
        .map(it -> it.why())
        .findFirst()
        .orElse("");
  }

  private Map<String, Object> health() {
    var ledger =
        (org.springframework.boot.actuate.health.Health)
            hub.part(HealthEndpoint.class).healthForPath("ledger");
    return ledger.getDetails();
  }
}
