package dev.ponte.connector.moovin;

import dev.ponte.canonical.Canonical;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.time.Clock;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code moovin-orders-source}. */
@Component("moovinOrdersSource")
public final class MoovinOrdersSource {

  private static final String READING = "PonteMoovinReading";

  private final Connections connections;
  private final MoovinApi moovin;
  private final MoovinStatuses statuses;
  private final MoovinHistory history;
  private final Cursors cursors;
  private final Clock clock;

  MoovinOrdersSource(
      Connections connections,
      MoovinApi moovin,
      MoovinStatuses statuses,
      MoovinHistory history,
      Cursors cursors,
      Clock clock) {
    this.connections = connections;
    this.moovin = moovin;
    this.statuses = statuses;
    this.history = history;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * Approved orders that were not imported yet or that we imported, and cancelled ones, lazily;
   * ends early when the run is stopped or the store cannot be read, of which the run is told.
   */
  public Iterator<?> list(String connection, Exchange exchange) {
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinReading reading =
        new MoovinReading(
            moovin, statuses, history, connections.get(connection), cursors, clock.instant());
    exchange.setProperty(READING, reading);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          return !run.stopped() && reading.hasNext();
        } catch (DeliveryFailure failure) {
          run.failed(failure);
          return false;
        }
      }

      @Override
      public MoovinRow next() {
        return reading.next();
      }
    };
  }

  /** Puts the mark of the order in the body on the exchange. */
  public void mark(Exchange exchange) {
    exchange.setProperty(Mark.PROPERTY, row(exchange).mark());
  }

  /**
   * Leaves the order as canonical JSON in the body; beside a mapping failure the store's whole
   * record.
   *
   * @throws UnmappableRecord when the order cannot be told or no ERP can take it
   */
  public void read(String connection, Exchange exchange) {
    MoovinRow row = row(exchange);
    Connection store = connections.get(connection);
    exchange.getMessage().setBody(row.order().toString());
    var mapper = new MoovinOrderMapper(connection, store.zone());
    exchange.getMessage().setBody(Canonical.write(mapper.toOrder(row.order(), row.cancelled())));
  }

  /** Moves the cursors when all orders of the run were read; a step after the last of them. */
  public void finish(Exchange exchange) {
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinReading reading = exchange.getProperty(READING, MoovinReading.class);
    if (run.firstFailure() == null && !run.stopped() && reading.isAtEnd()) {
      run.succeeded();
      reading.finish();
    }
  }

  private static MoovinRow row(Exchange exchange) {
    return exchange.getMessage().getBody(MoovinRow.class);
  }
}
