package dev.ponte.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ponte.canonical.TotalDiffers;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.stereotype.Component;

/**
 * What a failure says of the record that was being taken. A mapper, ours or a flow's, may meet what
 * nobody thought of; that is the end of this record and of no other. An outage, of the ledger's
 * database above all, is the fault of no record.
 */
@Component("intake")
public final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** What has a story of its own, or passes; Spring's are those of databases and transactions. */
  private static final List<Class<? extends Throwable>> NO_BUGS =
      List.of(
          UnmappableRecord.class,
          DeliveryFailure.class,
          LeaseLost.class,
          NestedRuntimeException.class,
          SQLException.class,
          IOException.class,
          RejectedExecutionException.class,
          TimeoutException.class,
          InterruptedException.class);

  /** Whether the exchange carries a record that met a bug, so that it alone is refused. */
  public boolean isBug(Exchange exchange) {
    return exchange.getProperty(Mark.PROPERTY) != null
        && isBug(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }

  /** Tells the bug once, whole, and leaves a reason that a person understands beside the record. */
  public void refuse(Exchange exchange) {
    Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
    Exception bug = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    LOG.error("{} {} of {} met a bug", mark.type(), mark.key(), mark.source(), bug);
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT,
        new UnmappableRecord(
            "bug: %s. It was taken by nobody; report the bug with this record, and have it fetched again when it is mended"
                .formatted(Redaction.mask(root(bug).toString())),
            bug));
  }

  /**
   * Why an order cannot be taken.
   *
   * @param why in words that go on after a colon
   */
  public static UnmappableRecord orderRefused(
      String id, String store, IllegalArgumentException why) {
    UnmappableRecord refusal =
        new UnmappableRecord(
            "Order %s of %s cannot be taken: %s".formatted(id, store, why.getMessage()), why);
    return why instanceof TotalDiffers
        ? refusal.because(UnmappableRecord.TOTAL_DIFFERS, null)
        : refusal;
  }

  /**
   * Why a row of a list cannot be taken, for sources that map many rows at once.
   *
   * @param failure of the row's mapper
   * @param sentence made of what the mapper said of the row
   * @return an {@link UnmappableRecord}, or the bug itself
   * @throws RuntimeException the failure itself, when it is no fault of the row
   */
  public static RuntimeException refusal(RuntimeException failure, UnaryOperator<String> sentence) {
    if (failure instanceof IllegalArgumentException || failure instanceof UnmappableRecord) {
      return new UnmappableRecord(sentence.apply(failure.getMessage()), failure);
    }
    if (isBug(failure)) {
      return failure;
    }
    throw failure;
  }

  private static boolean isBug(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      Throwable one = it;
      if (!(one instanceof JsonProcessingException)
          && NO_BUGS.stream().anyMatch(type -> type.isInstance(one))) {
        return false;
      }
    }
    return failure != null;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
