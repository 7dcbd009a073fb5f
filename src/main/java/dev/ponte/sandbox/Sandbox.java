package dev.ponte.sandbox;

import java.util.HashMap;
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
 * orders, and a ledger in memory. Needs no credentials and no network.
 */
public final class Sandbox
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.ponte.Sandbox");
  private static final int ORDERS = 25;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (!environment.acceptsProfiles(Profiles.of("sandbox"))) {
      return;
    }
    VtexSimulator vtex = new VtexSimulator(port(environment, "vtex", 8181));
    FoccoSimulator focco = new FoccoSimulator(port(environment, "focco", 8182));
    vtex.start();
    focco.start();
    seed(vtex, focco);
    register(context, "vtexSimulator", vtex);
    register(context, "foccoSimulator", focco);
    Map<String, Object> settings = settings(vtex, focco);
    // Below the environment, so that what a user sets for this run still counts.
    environment
        .getPropertySources()
        .addAfter(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new MapPropertySource("sandbox", settings));
    LOG.info("VTEX simulator:  {}/sandbox  place orders, make trouble", vtex.url());
    LOG.info("Focco simulator: {}/sandbox  move orders on, make trouble", focco.url());
  }

  private static void seed(VtexSimulator vtex, FoccoSimulator focco) {
    for (int number = 1; number <= ORDERS; number++) {
      vtex.place(VtexOrders.order(number));
    }
    vtex.place(VtexOrders.wrongSum(ORDERS + 1));
    vtex.place(VtexOrders.othersGoods(ORDERS + 2));
    focco.addCustomer("10000000001", 11);
    focco.addCustomer("10000000002", 12);
  }

  private static Map<String, Object> settings(VtexSimulator vtex, FoccoSimulator focco) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("spring.datasource.url", "jdbc:h2:mem:sandbox;DB_CLOSE_DELAY=-1");
    settings.put("ponte.schedule.orders", "0/2 * * * * ?");
    settings.put("ponte.schedule.order-status", "0/5 * * * * ?");
    String store = "ponte.connections.vtex.";
    settings.put(store + "system", "vtex");
    settings.put(store + "base-url", vtex.url());
    settings.put(store + "app-key", "sandbox");
    settings.put(store + "app-token", "sandbox");
    String erp = "ponte.connections.focco.";
    settings.put(erp + "system", "focco");
    settings.put(erp + "base-url", focco.url());
    settings.put(erp + "user", "sandbox");
    settings.put(erp + "password", "sandbox");
    settings.put(erp + "default-customer.code", 4);
    settings.put(erp + "default-customer.document", "56643018000913");
    settings.put(erp + "mappings.payment-terms.default", 1);
    settings.put(erp + "mappings.carriers.default", 2);
    return settings;
  }

  private static int port(ConfigurableEnvironment environment, String system, int otherwise) {
    return environment.getProperty("ponte.sandbox." + system + "-port", Integer.class, otherwise);
  }

  private static void register(
      ConfigurableApplicationContext context, String name, Simulator simulator) {
    DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
    beans.registerSingleton(name, simulator);
    beans.registerDisposableBean(name, simulator::close);
  }
}
