package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ReportFeed;
import dev.ponte.connector.fastcommerce.api.ReportParameters;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Priority;
import dev.ponte.intake.Feed;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the source Kamelet of Fastcommerce's customers reads. */
@Configuration(value = "fastcommerceCustomersFeed", proxyBeanMethods = false)
class CustomersFeed {

  @Bean
  Feed fastcommerceCustomers(Api api, ReportParameters parameters, Cursors cursors, Clock clock) {
    return new ReportFeed(api, parameters, cursors, clock, CustomersFeed::report);
  }

  private static ReportFeed.Report report(Connection connection) {
    FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
    return new ReportFeed.Report(
        "customers",
        CustomerRecord.TYPE,
        CustomerMapper.DOCUMENT,
        CustomerMapper.QUERY.priority(Priority.CATALOGUE),
        settings.pageSize(),
        settings.products().fullEvery(),
        rows -> row -> CustomerMapper.customer(connection, row));
  }
}
