package dev.ponte.connector.moovin.orders;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.ListFeed;
import dev.ponte.connector.moovin.api.ListPosition;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.intake.Feed;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the source Kamelet of Moovin's customers reads. */
@Configuration(value = "moovinCustomersFeed", proxyBeanMethods = false)
class CustomersFeed {

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Moovin cannot tell which customers have changed, only who registered on a day: those of today
   * are read at each poll, and all of them once a day.
   */
  @Bean
  Feed moovinCustomers(MoovinApi moovin, Clock clock) {
    return new ListFeed(moovin, clock, "customers", CustomersFeed::kind);
  }

  private static ListFeed.Kind kind(Connection connection) {
    ClientMapper mapper = new ClientMapper(connection.name());
    return new ListFeed.Kind(
        CustomerRecord.TYPE, ClientMapper.SOURCE, DAY, CustomersFeed::day, mapper::customers);
  }

  /** The day that the last reading and this one have in common; all there is when there is none. */
  private static Map<String, String> day(ListPosition at) {
    LocalDate today = at.begun().toLocalDate();
    boolean isSameDay = at.since() != null && at.since().toLocalDate().equals(today);
    return isSameDay ? Map.of("data_cadastro", today.toString()) : Map.of();
  }
}
