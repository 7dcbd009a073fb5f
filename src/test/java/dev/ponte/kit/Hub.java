package dev.ponte.kit;

import dev.ponte.Ponte;
import dev.ponte.sandbox.Simulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole hub in the test's own process, with the shipped flows. */
public final class Hub implements AutoCloseable {

  private final Map<String, Object> settings = new LinkedHashMap<>();
  private ConfigurableApplicationContext context;
  private final Set<String> often = new LinkedHashSet<>();
  private final List<String> others = new ArrayList<>();
  private Clock clock;
  private UnaryOperator<DataSource> wrapper;
  private int speed = 1;

  public Hub() {
    set(
        "spring.datasource.url",
        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    set("spring.jmx.enabled", false);
    // Hubs that run side by side in one virtual machine would register the same names.
    set("spring.quartz.properties.org.quartz.scheduler.jmx.export", false);
    set("camel.main.jmx-enabled", false);
    set("management.endpoint.hawtio.enabled", false);
    set("management.endpoint.jolokia.enabled", false);
    set("spring.security.user.password", "test");
    set("server.port", 0);
    often("orders", "order-status", "cancellations", "invoices", "shipments");
  }

  /** These polls come about once a second of the test, if nothing else is set. */
  public Hub often(String... polls) {
    often.addAll(List.of(polls));
    return this;
  }

  /** No poll comes oftener than the schedule that ships says. */
  public Hub asScheduled() {
    often.clear();
    return this;
  }

  public Hub set(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  public Hub routes(Path folder) {
    return set("ponte.routes", folder);
  }

  /** Beans of a package that is no part of Ponte, such as those of another system. */
  public Hub with(String beans) {
    others.add(beans);
    return this;
  }

  /** A connection to the simulator. */
  public Hub connect(String name, Simulator simulator) {
    simulator
        .connection()
        .forEach((key, value) -> set("ponte.connections." + name + "." + key, value));
    return this;
  }

  /**
   * The time of day for this hub, which simulators may share.
   *
   * @param speed how many seconds of the clock pass in a second
   */
  public Hub clock(Clock clock, int speed) {
    this.clock = clock;
    this.speed = speed;
    return this;
  }

  /** What stands between this hub and its database. */
  public Hub database(UnaryOperator<DataSource> wrapper) {
    this.wrapper = wrapper;
    return this;
  }

  public Hub start() {
    String cron =
        speed < 60 ? "0/%d * * * * ?".formatted(speed) : "0 0/%d * * * ?".formatted(speed / 60);
    often.forEach(poll -> settings.putIfAbsent("ponte.schedule." + poll, cron));
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    context =
        new SpringApplicationBuilder(Ponte.class)
            .web(WebApplicationType.SERVLET)
            .initializers(it -> share(it.getBeanFactory()))
            .initializers(
                it ->
                    others.forEach(
                        new ClassPathBeanDefinitionScanner((BeanDefinitionRegistry) it)::scan))
            .run(arguments.toArray(String[]::new));
    return this;
  }

  private void share(ConfigurableListableBeanFactory beans) {
    if (clock != null) {
      beans.registerSingleton("clock", clock);
    }
    if (wrapper != null) {
      beans.addBeanPostProcessor(
          new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
              return bean instanceof DataSource database ? wrapper.apply(database) : bean;
            }
          });
    }
  }

  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** The state of the newest delivery of a key to a subscriber; "none" when there is none. */
  public String state(String key, String subscriber) {
    return part(JdbcClient.class)
        .sql(
            "SELECT d.state FROM delivery d JOIN head h ON h.id = d.head_id"
                + " JOIN subscription s ON s.id = d.subscription_id"
                + " WHERE h.message_key = :key AND s.subscriber = :subscriber"
                + " ORDER BY d.id DESC FETCH FIRST 1 ROWS ONLY")
        .param("key", key)
        .param("subscriber", subscriber)
        .query(String.class)
        .optional()
        .orElse("none");
  }

  /** The words of the newest delivery of a key, or of its dead letter. */
  public String words(String key) {
    JdbcClient jdbc = part(JdbcClient.class);
    return jdbc.sql("SELECT reason FROM dead_letter WHERE message_key = :key")
        .param("key", key)
        .query(String.class)
        .optional()
        .or(
            () ->
                jdbc.sql(
                        "SELECT d.words FROM delivery d JOIN head h ON h.id = d.head_id"
                            + " WHERE h.message_key = :key AND d.words IS NOT NULL"
                            + " ORDER BY d.id DESC FETCH FIRST 1 ROWS ONLY")
                    .param("key", key)
                    .query(String.class)
                    .optional())
        .orElse("");
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
  }
}
