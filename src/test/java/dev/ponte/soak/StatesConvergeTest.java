package dev.ponte.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.kit.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.ledger.Operations;
import dev.ponte.ledger.Reconciliations;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.Simulator;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A simulated day of random changes of stock, names and prices with every fault on every system: in
 * the end each target holds what its source says, and what is corrupted in a target is healed.
 */
@Tag("soak")
class StatesConvergeTest {

  private static final int SPEED = 288;
  private static final int ITEMS = 25;
  private static final long[] MASKS = {101, 102};
  private static final int COMPANY = 10;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final List<Fault> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.REPLY_WITHHELD)));
  private static final JsonMapper JSON = new JsonMapper();

  private final FastClock clock = new FastClock(SPEED);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final MoovinSimulator moovin = new MoovinSimulator(0, clock);
  private final FastcommerceSimulator fastcommerce = new FastcommerceSimulator(0, clock);
  private final Hub hub = new Hub().clock(clock, SPEED);
  private final Random random = new Random(11);
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> prices = new LinkedHashMap<>();

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    Stream.of(focco, moovin, fastcommerce).forEach(Simulator::start);
    for (int i = 1; i <= ITEMS; i++) {
      rename("FG" + i);
      for (long mask : MASKS) {
        focco.setStock("FG" + i, mask, COMPANY, random.nextInt(200));
      }
    }
    hub.connect("focco", focco)
        .connect("moovin", moovin)
        .connect("fastcommerce", fastcommerce)
        .routes(Flows.hasty(folder))
        .set("ponte.connections.focco.stock.calls-a-minute", "600");
    for (String system : List.of("focco", "moovin", "fastcommerce")) {
      hub.set("ponte.connections." + system + ".read-timeout", "5s");
    }
    hub.often("stock", "products", "prices", "customers", "reconciliation").start();
  }

  @AfterEach
  void stop() {
    hub.close();
    Stream.of(focco, moovin, fastcommerce).forEach(Simulator::close);
  }

  @Test
  void every_target_equals_its_source_in_the_end_and_a_corrupted_one_is_healed() {
    equal("the first filling", LONG);
    Instant evening = clock.instant().plus(DAY);
    while (clock.instant().isBefore(evening)) {
      change();
      trouble();
      LockSupport.parkNanos(Duration.ofMinutes(10).dividedBy(SPEED).toNanos());
    }
    Stream.of(focco, moovin, fastcommerce).forEach(Simulator::heal);
    equal("after a day", LONG);

    corrupt();
    assertThat(differences()).isNotEmpty();
    assertThat(hub.part(Reconciliations.class).again("moovin")).contains("compared again");
    assertThat(hub.part(Reconciliations.class).again("fastcommerce")).contains("compared again");

    equal("after the reconciliation", LONG);
    assertThat(hub.part(Reconciliations.class).report().differences())
        .as("the report names what was corrupted")
        .anySatisfy(it -> assertThat(it.key()).isEqualTo("FG1#101@10"))
        .anySatisfy(it -> assertThat(it.key()).isEqualTo("FG2#102"));
    assertThat(moovin.overLimit() + fastcommerce.overLimit()).as("calls over a limit").isZero();
    assertThat(created()).as("products that were created twice").isEmpty();
  }

  private void change() {
    for (int i = 0; i < 8; i++) {
      focco.setStock(
          "FG" + (1 + random.nextInt(ITEMS)),
          MASKS[random.nextInt(MASKS.length)],
          COMPANY,
          random.nextInt(203) - 3L);
    }
    if (random.nextInt(3) == 0) {
      rename("FG" + (1 + random.nextInt(ITEMS)));
    }
    price("FG" + (1 + random.nextInt(ITEMS)) + "#" + MASKS[random.nextInt(MASKS.length)]);
  }

  private void rename(String code) {
    String name = "Fogão %s versão %d".formatted(code, random.nextInt(1_000));
    names.put(code, name);
    focco.putItem(code, name, Map.of(MASKS[0], "VINHO#P", MASKS[1], "AZUL#G"));
  }

  /** A person in the store prices what is there. */
  private void price(String sku) {
    if (fastcommerce.catalogue().productCount(sku) > 0) {
      String price = "%d,%02d".formatted(1 + random.nextInt(900), random.nextInt(100));
      fastcommerce.catalogue().putProduct(sku, Map.of("Preco", price));
      prices.put(sku, price.replace(',', '.'));
    }
  }

  private void trouble() {
    List<Simulator> systems = List.of(focco, moovin, fastcommerce);
    systems
        .get(random.nextInt(systems.size()))
        .inject(any -> true, FAULTS.get(random.nextInt(FAULTS.size())), 1);
  }

  private void corrupt() {
    int there = moovin.stock("FG1#101", "loja-1");
    moovin.corruptStock("FG1#101", "loja-1", there + 7);
    fastcommerce.catalogue().corruptStock("FG1#101", 777);
    fastcommerce.catalogue().corrupt("FG2#102", "NomeProd", "Outro nome");
    prices.keySet().stream().findFirst().ifPresent(it -> moovin.corruptPrice(it, "0.01"));
  }

  /** What is refused by a fault is a person's to try again. */
  private void equal(String when, Duration most) {
    await(when)
        .atMost(most)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              tryAgain();
              assertThat(differences()).isEmpty();
            });
  }

  private void tryAgain() {
    hub.part(JdbcClient.class)
        .sql("SELECT id FROM delivery WHERE state = 'dead'")
        .query(Long.class)
        .list()
        .forEach(id -> hub.part(Operations.class).retry(id));
  }

  private List<String> differences() {
    List<String> found = new ArrayList<>();
    for (int i = 1; i <= ITEMS; i++) {
      for (long mask : MASKS) {
        compare("FG" + i, mask, found);
      }
    }
    prices.forEach((sku, price) -> comparePrice(sku, price, found));
    return found;
  }

  private void compare(String code, long mask, List<String> found) {
    String sku = code + "#" + mask;
    int stock = focco.stock(code, mask, COMPANY).max(BigDecimal.ZERO).intValueExact();
    Integer inMoovin = moovin.stock(sku, "loja-1");
    if (inMoovin == null || inMoovin != stock) {
      found.add("%s has %s in Moovin, not %d".formatted(sku, inMoovin, stock));
    }
    Map<String, String> product = fastcommerce.catalogue().byCode(sku);
    if (product == null || !product.get("NomeProd").contains(names.get(code))) {
      found.add("%s is %s in Fastcommerce, not %s".formatted(sku, product, names.get(code)));
    } else if (fastcommerce.catalogue().stock(sku) != stock) {
      found.add("%s has %s in Fastcommerce".formatted(sku, fastcommerce.catalogue().stock(sku)));
    }
    String told = moovin.product(sku);
    if (told == null || !read(told).path("titulo").asText().contains(names.get(code))) {
      found.add("%s is %s in Moovin, not %s".formatted(sku, told, names.get(code)));
    }
  }

  private void comparePrice(String sku, String price, List<String> found) {
    String told = moovin.price(sku);
    boolean equal =
        told != null
            && new BigDecimal(read(told).path("preco_por").asText("0"))
                    .compareTo(new BigDecimal(price))
                == 0;
    if (!equal) {
      found.add("%s costs %s in Moovin, not %s".formatted(sku, told, price));
    }
  }

  private List<String> created() {
    return names.keySet().stream()
        .flatMap(code -> Stream.of(code + "#" + MASKS[0], code + "#" + MASKS[1]))
        .filter(sku -> fastcommerce.catalogue().productCount(sku) != 1)
        .toList();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
