package dev.ponte.sandbox;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * clock, which {@code ponte.sandbox.speed} makes faster than time.
 */
public final class Sandbox
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.ponte.Sandbox");
  private static final int FIRST_PORT = 8181;
  private static final int ORDERS = 25;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (!environment.acceptsProfiles(Profiles.of("sandbox"))) {
      return;
    }
    DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
    Map<String, Simulator> simulators = simulators(environment, clock(environment, beans));
    Map<String, Object> settings = settings();
    simulators.forEach(
        (name, simulator) -> {
          simulator.start();
          simulator
              .connection()
              .forEach(
                  (key, value) -> settings.put("ponte.connections." + name + "." + key, value));
          beans.registerSingleton(name + "Simulator", simulator);
          beans.registerDisposableBean(name + "Simulator", simulator::close);
          LOG.info("{} simulator: {}/sandbox", name, simulator.url());
        });
    // Below the environment, so that what a user sets for this run still counts.
    environment
        .getPropertySources()
        .addAfter(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new MapPropertySource("sandbox", settings));
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

  /** The simulators by the names that the shipped flows use, with orders in the stores. */
  private static Map<String, Simulator> simulators(
      ConfigurableEnvironment environment, Clock clock) {
    Map<String, Simulator> all = new LinkedHashMap<>();
    all.put("vtex", vtex(port(environment, "vtex", 0)));
    all.put("focco", focco(port(environment, "focco", 1)));
    return all;
  }

  private static VtexSimulator vtex(int port) {
    VtexSimulator vtex = new VtexSimulator(port);
    for (int number = 1; number <= ORDERS; number++) {
      vtex.place(VtexOrders.order(number));
    }
    vtex.place(VtexOrders.wrongSum(ORDERS + 1));
    vtex.place(VtexOrders.othersGoods(ORDERS + 2));
    return vtex;
  }

  private static FoccoSimulator focco(int port) {
    FoccoSimulator focco = new FoccoSimulator(port);
    focco.addCustomer("10000000001", 11);
    focco.addCustomer("10000000002", 12);
    return focco;
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("spring.datasource.url", "jdbc:h2:mem:sandbox;DB_CLOSE_DELAY=-1");
    settings.put("ponte.schedule.orders", "0/2 * * * * ?");
    settings.put("ponte.schedule.order-status", "0/5 * * * * ?");
    return settings;
  }

  private static int port(ConfigurableEnvironment environment, String system, int offset) {
    String key = "ponte.sandbox." + system + "-port";
    return environment.getProperty(key, Integer.class, FIRST_PORT + offset);
  }
}
