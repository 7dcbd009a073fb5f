package dev.ponte.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.StandardEnvironment;

/**
 * The profile {@code sandbox}: the hub with simulators of its systems in the same process, with
 * orders, and a ledger in memory. Needs no credentials and no network. Hub and simulators share a
 * clock, which {@code ponte.sandbox.speed} makes faster than time; each store has {@code
 * ponte.sandbox.orders}.
 */
public final class Sandbox
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.ponte.Sandbox");
  private static final int FIRST_PORT = 8181;
  private static final int ORDERS = 25;
  private static final String HOW_MANY = "ponte.sandbox.orders";
  private static final int ITEMS = 12;
  private static final int COMPANY = 10;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (!environment.acceptsProfiles(Profiles.of("sandbox"))) {
      return;
    }
    LOG.info(
        "The console: http://localhost:{}/ in a few seconds; press Enter there, no password is needed",
        environment.getProperty("server.port", "8080"));
    DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
    Clock clock = clock(environment, beans);
    VtexSimulator vtex = new VtexSimulator(port(environment, "vtex", 0), clock);
    vtex.allowFeed();
    FoccoSimulator focco = new FoccoSimulator(port(environment, "focco", 1));
    MoovinSimulator moovin = new MoovinSimulator(port(environment, "moovin", 2), clock);
    FastcommerceSimulator fastcommerce =
        new FastcommerceSimulator(port(environment, "fastcommerce", 3), clock);
    PresenceSimulator presence = new PresenceSimulator(port(environment, "presence", 4), clock);
    Map<String, Simulator> simulators = new LinkedHashMap<>();
    simulators.put("vtex", vtex);
    simulators.put("moovin", moovin);
    simulators.put("fastcommerce", fastcommerce);
    simulators.put("focco", focco);
    simulators.put("presence", presence);
    int orders = environment.getProperty(HOW_MANY, Integer.class, ORDERS);
    fill(vtex, orders);
    fill(moovin, orders);
    fill(fastcommerce, orders);
    fill(focco);
    focco.addCustomer("10000000001", 11);
    focco.addCustomer("10000000002", 12);
    Path carrier = temporary();
    Map<String, Object> settings = settings(carrier);
    simulators.forEach((name, simulator) -> begin(name, simulator, settings, beans));
    List<Warehouse.Store> stores =
        List.of(
            new Warehouse.Store("vtex", "loja-vtex", id -> vtex.status(id) != null),
            new Warehouse.Store("moovin", "loja-moovin", id -> moovin.order(id) != null),
            new Warehouse.Store(
                "fastcommerce",
                "loja-fastcommerce",
                id -> fastcommerce.order(Integer.parseInt(id)) != null));
    for (int i = 0; i < stores.size(); i++) {
      String key = "ponte.connections.presence.stores[%d].".formatted(i);
      settings.put(key + "ecm-id", stores.get(i).ecmId());
      settings.put(key + "connection", stores.get(i).connection());
    }
    Warehouse warehouse = new Warehouse(clock, focco, presence, stores, carrier).start();
    beans.registerSingleton("warehouse", warehouse);
    beans.registerDisposableBean("warehouse", warehouse::close);
    // Below the environment, so that what a user sets for this run still counts.
    environment
        .getPropertySources()
        .addAfter(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new MapPropertySource("sandbox", settings));
  }

  private static void begin(
      String name,
      Simulator simulator,
      Map<String, Object> settings,
      DefaultListableBeanFactory beans) {
    simulator.start();
    simulator
        .connection()
        .forEach((key, value) -> settings.put("ponte.connections." + name + "." + key, value));
    beans.registerSingleton(name + "Simulator", simulator);
    beans.registerDisposableBean(name + "Simulator", simulator::close);
    LOG.info("{} simulator: {}/sandbox", name, simulator.url());
  }

  private static Clock clock(
      ConfigurableEnvironment environment, DefaultListableBeanFactory beans) {
    int speed = environment.getProperty("ponte.sandbox.speed", Integer.class, 1);
    if (speed == 1) {
      return Clock.systemUTC();
    }
    Clock clock = new FastClock(speed);
    beans.registerSingleton("clock", clock);
    return clock;
  }

  private static void fill(VtexSimulator vtex, int orders) {
    for (int number = 1; number <= orders; number++) {
      vtex.placeNow(VtexOrders.order(number));
    }
    for (int number = 1; number <= ITEMS; number++) {
      vtex.putSku(7_000 + number, "FG70%02d#101".formatted(number), null, "1_1", 0);
      vtex.putSku(8_000 + number, "FG70%02d#102".formatted(number), null, "1_1", 0);
    }
    vtex.placeNow(VtexOrders.wrongSum(orders + 1));
    vtex.placeNow(VtexOrders.othersGoods(orders + 2));
  }

  private static void fill(MoovinSimulator moovin, int orders) {
    for (int number = 1; number <= orders; number++) {
      moovin.placeNow(MoovinOrders.order(number));
    }
    moovin.placeNow(MoovinOrders.wrongSum(orders + 1));
  }

  private static void fill(FastcommerceSimulator fastcommerce, int orders) {
    for (int number = 1; number <= orders; number++) {
      fastcommerce.place(FastcommerceOrders.order(number));
    }
    fastcommerce.place(FastcommerceOrders.with(orders + 1, FastcommerceOrders.Trait.WRONG_SUM));
  }

  private static void fill(FoccoSimulator focco) {
    for (int number = 1; number <= ITEMS; number++) {
      String code = "FG70%02d".formatted(number);
      focco.putItem(code, "Fogão " + number, Map.of(101L, "VINHO#P", 102L, "AZUL#G"));
      focco.setStock(code, 101L, COMPANY, 7L * number % 40);
      focco.setStock(code, 102L, COMPANY, 3L * number % 25);
    }
  }

  private static Map<String, Object> settings(Path carrier) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        "spring.datasource.url", "jdbc:h2:mem:sandbox;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    // Orders come first, and not in the same second as all else: the first ones show soon.
    settings.put("ponte.schedule.orders", "* * * * * ?");
    for (String poll : List.of("order-status", "invoices", "shipments")) {
      settings.put("ponte.schedule." + poll, "3/5 * * * * ?");
    }
    for (String poll : List.of("cancellations", "products", "stock", "reconciliation")) {
      settings.put("ponte.schedule." + poll, "7/10 * * * * ?");
    }
    for (String poll : List.of("prices", "customers")) {
      settings.put("ponte.schedule." + poll, "25/30 * * * * ?");
    }
    // Its few calls shall show something soon.
    settings.put("ponte.connections.presence.quota.poll-share", 0.7);
    // The orders of the sandbox are old.
    settings.put("ponte.connections.vtex.cancellations.days", 3650);
    settings.put("ponte.folders.shipments", carrier.toString());
    return settings;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("ponte-carrier");
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox has no place for the carrier's files", e);
    }
  }

  private static int port(ConfigurableEnvironment environment, String system, int offset) {
    String key = "ponte.sandbox." + system + "-port";
    return environment.getProperty(key, Integer.class, FIRST_PORT + offset);
  }
}
