package dev.ponte;

import java.time.Clock;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Starts the hub, or does one thing from the command line: {@code call <connection> <operation>
 * '<json>'}, {@code validate} or {@code health}.
 */
@SpringBootApplication(
    // Camel's own liveness and readiness warn at each look while it starts; Spring's are enough.
    excludeName =
        "org.apache.camel.spring.boot.actuate.health.CamelAvailabilityCheckAutoConfiguration")
public class Ponte {

  public static void main(String[] args) {
    if (args.length > 0 && Command.knows(args[0])) {
      System.exit(Command.run(args[0], Arrays.copyOfRange(args, 1, args.length)));
    }
    SpringApplication.run(Ponte.class, args);
  }

  /** The only source of the time of day; {@code sandbox} may bring one that runs faster. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }
}
