package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever sets nothing but a URL has a pool that is ready for bad days. */
class PoolDefaultsTest {

  private final ApplicationContextRunner hub =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
          .withUserConfiguration(PoolDefaults.class);

  @TempDir private Path folder;

  @Test
  void an_h2_store_is_closed_by_the_pool_and_by_nobody_else() {
    hub.withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("own"))
        .run(
            it ->
                assertThat(it.getBean(HikariDataSource.class).getJdbcUrl())
                    .endsWith("own;DB_CLOSE_ON_EXIT=FALSE"));
  }

  @Test
  void a_postgresql_that_goes_silent_is_noticed_and_its_locks_do_not_stay() throws Exception {
    try (HikariDataSource server = TestDatabases.postgres()) {
      hub.withPropertyValues("spring.datasource.url=" + server.getJdbcUrl())
          .run(
              it -> {
                HikariDataSource pool = it.getBean(HikariDataSource.class);
                assertThat(pool.getDataSourceProperties())
                    .containsEntry("socketTimeout", "30")
                    .containsEntry("connectTimeout", "5")
                    .containsEntry("tcpKeepAlive", "true");
                assertThat(pool.getConnectionTimeout()).isEqualTo(10_000);
                assertThat(pool.getMaxLifetime()).isEqualTo(600_000);
                assertThat(setting(pool, "lock_timeout")).isEqualTo("10s");
                assertThat(setting(pool, "idle_in_transaction_session_timeout")).isEqualTo("1min");
              });
    }
  }

  @Test
  void what_a_user_sets_stays() throws Exception {
    try (HikariDataSource server = TestDatabases.postgres()) {
      hub.withPropertyValues(
              "spring.datasource.url=" + server.getJdbcUrl(),
              "spring.datasource.hikari.connection-timeout=4000",
              "spring.datasource.hikari.connection-init-sql=SET lock_timeout = '3s'",
              "spring.datasource.hikari.data-source-properties.socketTimeout=7")
          .run(
              it -> {
                HikariDataSource pool = it.getBean(HikariDataSource.class);
                assertThat(pool.getDataSourceProperties()).containsEntry("socketTimeout", "7");
                assertThat(pool.getConnectionTimeout()).isEqualTo(4_000);
                assertThat(setting(pool, "lock_timeout")).isEqualTo("3s");
              });
    }
  }

  private static String setting(HikariDataSource pool, String name) {
    return JdbcClient.create(pool).sql("SHOW " + name).query(String.class).single();
  }
}
