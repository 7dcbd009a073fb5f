package dev.ponte.connector.focco;

import dev.ponte.intake.Feed;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lists that source Kamelets of Focco read. */
@Configuration(proxyBeanMethods = false)
class FoccoFeeds {

  @Bean
  Feed foccoProducts(FoccoApi focco) {
    return new FoccoProductsFeed(focco);
  }

  @Bean
  Feed foccoCustomers(FoccoApi focco, FoccoCustomers customers, Clock clock) {
    return new FoccoCustomersFeed(focco, customers, clock);
  }
}
