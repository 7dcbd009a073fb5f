package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Polls;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One tick: runs the source under the poll's lease, or not at all. */
final class Poll extends DelegateProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(Poll.class);

  private final PollComponent component;
  private final PollPlan plan;
  private final String name;
  private final Connection connection;

  Poll(PollComponent component, PollPlan plan, Processor processor) {
    super(processor);
    this.component = component;
    this.plan = plan;
    this.name = plan.name();
    this.connection = plan.connection();
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    if (!takesTurn()) {
      return;
    }
    Optional<Polls.Lease> lease = component.polls().begin(connection.name(), name, plan.type());
    if (lease.isEmpty()) {
      return;
    }
    try (Polls.Lease held = lease.get()) {
      PollRun run = new PollRun(held);
      exchange.setProperty(PollRun.PROPERTY, run);
      super.process(exchange);
      conclude(exchange, run);
    }
  }

  /** Whether it may run now; then it counts as run. */
  private boolean takesTurn() {
    if (plan.spare()) {
      return component.gate().closedUntil(connection.name(), ApiCall.SPARE).isEmpty();
    }
    Optional<Instant> rest = component.gate().pollsRestUntil(connection);
    if (rest.isPresent()) {
      LOG.debug("Poll {} of {} is skipped until {}", name, connection.name(), rest.get());
      component.turns().kept(connection.name(), name);
      return false;
    }
    boolean turn = component.turns().begin(connection.name(), name);
    if (!turn) {
      LOG.debug("Poll {} of {} lets another one go first", name, connection.name());
    }
    return turn;
  }

  /** A failed poll is the connection's health, so no exception leaves the tick. */
  private void conclude(Exchange exchange, PollRun run) {
    Exception thrown = exchange.getException();
    exchange.setException(null);
    Throwable failure = thrown == null ? run.firstFailure() : thrown;
    if (failure == null) {
      component.health().succeeded(connection.name(), name);
      return;
    }
    component.health().failed(connection.name(), name, failure);
    if (failure instanceof GateClosed closed) {
      // What closed the gate has a line of its own; this comes with each tick.
      LOG.debug("Poll {} of {} failed: {}", name, connection.name(), closed.getMessage());
    } else if (failure instanceof DeliveryFailure known) {
      LOG.warn("Poll {} of {} failed: {}", name, connection.name(), known.getMessage());
    } else if (!component.polls().areInterrupted(failure)) {
      LOG.warn("Poll {} of {} failed", name, connection.name(), failure);
    }
  }
}
