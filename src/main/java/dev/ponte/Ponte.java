package dev.ponte;

import dev.ponte.command.Commands;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Starts the hub, or does one thing from the command line: {@link Commands}. */
@SpringBootApplication(
    // Camel's own health warns at each look while it starts, and is down when somebody stops a
    // route.
    excludeName = {
      "org.apache.camel.spring.boot.actuate.health.CamelAvailabilityCheckAutoConfiguration",
      "org.apache.camel.spring.boot.actuate.health.CamelHealthCheckAutoConfiguration"
    })
public class Ponte {

  public static void main(String[] args) {
    if (Commands.isMeantBy(args)) {
      Commands.main(Ponte.class, args);
    } else {
      SpringApplication.run(Ponte.class, args);
    }
  }

  /** The only source of the time of day; {@code sandbox} may bring one that runs faster. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }
}
