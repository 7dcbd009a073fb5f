package dev.ponte.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the pool of each database needs for its bad days, whoever wrote its URL. What a user has set
 * in the URL or below {@code spring.datasource.hikari} stays as it is.
 */
@Configuration(proxyBeanMethods = false)
class PoolDefaults {

  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRES = "jdbc:postgresql:";

  /** H2 would close itself at SIGTERM, beside work that the stop still waits for. */
  private static final String STAYS_OPEN = "DB_CLOSE_ON_EXIT";

  /** A host that went silent is noticed before a lease of 60 s ends. */
  private static final int SOCKET_SECONDS = 30;

  private static final int CONNECT_SECONDS = 5;
  private static final long WAIT_MILLIS = 10_000;
  private static final long VALIDATION_MILLIS = 3_000;
  private static final long LIFETIME_MILLIS = 600_000;

  /** The second is for rows that a process held when its host went silent. */
  private static final String SESSION =
      "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'";

  @Bean
  static BeanPostProcessor poolDefaultsPostProcessor() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && !pool.isRunning()) {
          complete(pool);
        }
        return bean;
      }
    };
  }

  /** A migration may take longer than any statement of the ledger. */
  @Bean
  FlywayConfigurationCustomizer migrationsWithoutTimeOut() {
    return flyway -> {
      if (flyway.getDataSource() instanceof HikariDataSource pool && isPostgres(pool)) {
        flyway.dataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
      }
    };
  }

  static void complete(HikariDataSource pool) {
    String url = pool.getJdbcUrl();
    if (url == null) {
      return;
    }
    pool.setExceptionOverride(new DeadSessions());
    if (url.startsWith(H2) && !url.toUpperCase(Locale.ROOT).contains(STAYS_OPEN)) {
      pool.setJdbcUrl(url + ";" + STAYS_OPEN + "=FALSE");
    } else if (isPostgres(pool)) {
      completePostgres(pool);
    }
  }

  private static void completePostgres(HikariDataSource pool) {
    driver(pool, "socketTimeout", SOCKET_SECONDS);
    driver(pool, "connectTimeout", CONNECT_SECONDS);
    driver(pool, "tcpKeepAlive", true);
    if (pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql(SESSION);
    }
    // As long as they are Hikari's own defaults nobody has set them.
    HikariConfig untouched = new HikariConfig();
    if (pool.getConnectionTimeout() == untouched.getConnectionTimeout()) {
      pool.setConnectionTimeout(WAIT_MILLIS);
    }
    if (pool.getValidationTimeout() == untouched.getValidationTimeout()) {
      pool.setValidationTimeout(VALIDATION_MILLIS);
    }
    if (pool.getMaxLifetime() == untouched.getMaxLifetime()) {
      pool.setMaxLifetime(LIFETIME_MILLIS);
    }
  }

  /** The driver takes what the URL says before this. */
  private static void driver(HikariDataSource pool, String property, Object value) {
    pool.getDataSourceProperties().putIfAbsent(property, String.valueOf(value));
  }

  private static boolean isPostgres(HikariDataSource pool) {
    return pool.getJdbcUrl() != null && pool.getJdbcUrl().startsWith(POSTGRES);
  }
}
