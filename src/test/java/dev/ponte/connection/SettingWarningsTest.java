package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** What is told of files of settings, with the line to look at. */
class SettingWarningsTest {

  @TempDir Path folder;

  record Shop(
      String storeId,
      String password,
      Integer pages,
      Boolean details,
      List<String> sellers,
      Map<String, String> names,
      Stock stock,
      Terms terms) {}

  record Stock(List<Store> stores) {}

  record Store(String location, String code) {}

  record Terms(@Name("default") Long otherwise) {}

  @Test
  void numbers_that_yaml_reads_otherwise_are_told_with_what_it_reads() throws IOException {
    assertThat(
            warnings(
                """
                ponte:
                  connections:
                    shop:
                      system: shop
                      store-id: 012345          # the store is 012345
                      password: 0777001
                      pages: 010
                      stock: { stores: [ { location: 1, code: 010 }, { location: "01", code: 08 } ] }
                      sellers: [ 1, no ]
                      terms: { default: 0012 }
                      details: yes
                """))
        .containsExactly(
            "application.yaml:5:17: ponte.connections.shop.store-id is 012345, which YAML reads as 5349; if it is meant as it stands, write \"012345\"",
            "application.yaml:6:17: YAML reads something else than is written for ponte.connections.shop.password; put it in quotes",
            "application.yaml:6:17: ponte.connections.shop.password is written in plain; take it from the environment, as in \"${NAME:}\", or from a file by spring.config.import=configtree:",
            "application.yaml:7:14: ponte.connections.shop.pages is 010, which YAML reads as 8; if it is meant as it stands, write \"010\"",
            "application.yaml:8:47: ponte.connections.shop.stock.stores[0].code is 010, which YAML reads as 8; if it is meant as it stands, write \"010\"",
            "application.yaml:9:21: ponte.connections.shop.sellers[1] is no, which YAML reads as false; if it is meant as it stands, write \"no\"",
            "application.yaml:10:25: ponte.connections.shop.terms.default is 0012, which YAML reads as 10; if it is meant as it stands, write \"0012\"");
  }

  @Test
  void keys_that_nothing_reads_are_told_with_the_one_that_was_meant() throws IOException {
    assertThat(
            warnings(
                """
                ponte:
                  conections: { shop: { system: shop } }
                  connections:
                    shop:
                      system: shop
                      storeId: "1"
                      pasword: s3cret
                      dry-runn: true
                      stock: { stores: [ { locaton: "1", code: "2" } ] }
                      terms: { defualt: 1 }
                      pages: { of: 1 }
                      names: { any: thing }
                      schedule: { orders: "0 * * * * ?" }
                      quota: { calls: 5, per-month: 6 }
                    nfe: { anything: goes }
                """))
        .containsExactly(
            "application.yaml:2:3: ponte.conections is read by nothing; did you mean connections?",
            "application.yaml:7:7: ponte.connections.shop.pasword is read by nothing; did you mean password?",
            "application.yaml:8:7: ponte.connections.shop.dry-runn is read by nothing; did you mean dry-run?",
            "application.yaml:9:28: ponte.connections.shop.stock.stores[0].locaton is read by nothing; did you mean location?",
            "application.yaml:10:16: ponte.connections.shop.terms.defualt is read by nothing; did you mean default?",
            "application.yaml:11:16: ponte.connections.shop.pages.of is read by nothing; there can be nothing below ponte.connections.shop.pages",
            "application.yaml:14:26: ponte.connections.shop.quota.per-month is read by nothing; there are calls, invoice-reserve, monthly-calls, poll-share, reserve, window");
  }

  @Test
  void a_poll_that_looks_like_a_slip_is_told_and_one_of_ones_own_is_not() throws IOException {
    assertThat(
            warnings(
                """
                ponte:
                  schedule: { order: "0 * * * * ?", our-own-poll: "0 * * * * ?" }
                  retention: { audits: 3d }
                """))
        .containsExactly(
            "application.yaml:2:15: there is no poll order in ponte.schedule.order; did you mean orders?",
            "application.yaml:3:16: ponte.retention.audits is read by nothing; did you mean audit?");
  }

  private List<String> warnings(String yaml) throws IOException {
    Path file = folder.resolve("application.yaml");
    Files.writeString(file, yaml, StandardCharsets.UTF_8);
    StandardEnvironment environment = new StandardEnvironment();
    add(environment, new FileSystemResource(file));
    add(environment, new ClassPathResource("application.yaml"));
    return new SettingWarnings(environment, List.of(new ShopSystem()), List.of(() -> "nfe"))
        .list().stream().map(Finding::toString).toList();
  }

  private static void add(StandardEnvironment environment, Resource file) throws IOException {
    new YamlPropertySourceLoader()
        .load(file.getDescription(), file)
        .forEach(environment.getPropertySources()::addLast);
  }

  private static final class ShopSystem implements ApiSystem {

    @Override
    public String name() {
      return "shop";
    }

    @Override
    public Class<?> settings() {
      return Shop.class;
    }

    @Override
    public List<String> requiredKeys() {
      return List.of("store-id");
    }

    @Override
    public Limits limits() {
      return Limits.UNDOCUMENTED;
    }

    @Override
    public Authentication authentication(Connection connection, Api api) {
      return Authentication.fixed(Map.of());
    }

    @Override
    public Operations operations() {
      return Operations.of("any", "");
    }

    @Override
    public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
      throw new IllegalArgumentException("none");
    }
  }
}
