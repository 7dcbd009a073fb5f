package dev.ponte.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A hub that does one thing and ends: with the settings of the folder, without a web server and
 * routes, and without the ledger of a running hub.
 */
final class Alone {

  private static final List<String> SETTINGS =
      List.of(
          "--spring.datasource.url=jdbc:h2:mem:command",
          "--ponte.flows.start=false",
          "--spring.jmx.enabled=false",
          "--spring.main.log-startup-info=false",
          // What only a web server needs is never asked for, so it is never made.
          "--spring.main.lazy-initialization=true");

  private final Class<?> application;
  private final List<String> more;

  /**
   * @param more settings that go before all others, such as {@code --logging.level.root=ERROR}
   */
  Alone(Class<?> application, List<String> more) {
    this.application = application;
    this.more = more;
  }

  /** Starts one; to be closed by the caller. */
  ConfigurableApplicationContext start(List<String> places) {
    return run(SETTINGS, places);
  }

  /** The same on the ledger of the folder, with nothing started that would work on it. */
  ConfigurableApplicationContext startOnLedger() {
    return run(SETTINGS.subList(1, SETTINGS.size()), List.of());
  }

  private ConfigurableApplicationContext run(List<String> settings, List<String> places) {
    Map<String, String> last = new LinkedHashMap<>();
    for (List<String> some : Arrays.asList(settings, places, more)) {
      some.forEach(it -> last.put(it.substring(0, it.indexOf('=')), it));
    }
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .run(last.values().toArray(String[]::new));
  }
}
