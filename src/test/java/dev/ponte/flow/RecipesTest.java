package dev.ponte.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What the documents tell to write is found well, each recipe by itself. */
class RecipesTest {

  private static final Pattern YAML =
      Pattern.compile("```yaml\\n(- route:\\n.*?)```", Pattern.DOTALL);
  private static final DefaultCamelContext CAMEL = started();

  private static DefaultCamelContext started() {
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    RouteConfigurationDefinition intake = new RouteConfigurationDefinition();
    intake.setId("intake");
    try {
      camel.addRouteConfiguration(intake);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return camel;
  }

  @AfterAll
  static void stop() {
    CAMEL.stop();
  }

  static Stream<String> recipes() throws IOException {
    Stream.Builder<String> recipes = Stream.builder();
    for (String document : List.of("recipes", "operating", "connections", "stock", "go-live")) {
      Path file = Path.of("docs", document + ".md");
      if (Files.exists(file)) {
        Matcher matcher = YAML.matcher(Files.readString(file));
        while (matcher.find()) {
          recipes.add(matcher.group(1));
        }
      }
    }
    return recipes.build();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void a_recipe_is_found_well(String yaml) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("camel", CAMEL);
    FlowCheck check =
        new FlowCheck(new None(), new KameletCatalog(), beans.getBeanProvider(CamelContext.class));

    assertThat(check.check(Map.of("recipe.camel.yaml", yaml), "docs").findings())
        .filteredOn(it -> !it.warning())
        .extracting(Finding::toString)
        .isEmpty();
  }

  /** No connection at all. */
  private static final class None implements Connections {
    @Override
    public Optional<Connection> find(String name) {
      return Optional.empty();
    }

    @Override
    public Collection<Connection> all() {
      return List.of();
    }
  }
}
