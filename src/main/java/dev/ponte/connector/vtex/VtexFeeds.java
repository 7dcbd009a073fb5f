package dev.ponte.connector.vtex;

import dev.ponte.connection.Api;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Feed;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the source Kamelets of VTEX read. */
@Configuration(proxyBeanMethods = false)
class VtexFeeds {

  @Bean
  Feed vtexOrders(
      Api api, FetchedMarks fetched, VtexHistory history, TakenTotals totals, VtexEvents events) {
    return new VtexOrdersFeed(api, fetched, history, totals, events);
  }

  @Bean
  Feed vtexCancellations(
      Api api, FetchedMarks fetched, VtexHistory history, TakenTotals totals, Clock clock) {
    return new VtexCancellationsFeed(api, fetched, history, totals, clock);
  }

  @Bean
  Feed vtexOrdersCheck(
      Api api, FetchedMarks fetched, Cursors cursors, TakenTotals totals, Clock clock) {
    return new VtexOrdersCheckFeed(api, fetched, cursors, totals, clock);
  }
}
