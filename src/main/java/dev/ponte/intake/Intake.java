package dev.ponte.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.NothingToDeliver;
import dev.ponte.canonical.TotalDiffers;
import dev.ponte.connection.PollRun;
import dev.ponte.connection.Redaction;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
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
 * Takes one record of a list, and says what a failure means for it. A mapper, ours or a flow's, may
 * meet what nobody thought of; that is the end of this record and of no other. An outage, of the
 * ledger's database above all, is the fault of no record.
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

  /**
   * Reads the {@link Entry} in the body to its end and leaves what it says: one message as JSON,
   * several in a list. Null when it is not to be taken now, or cannot be read, of which the run is
   * told. Beside a failure the body is the whole record.
   *
   * @throws UnmappableRecord when it cannot be taken, or its system refuses to give it: it would do
   *     so again and again
   */
  public void read(Exchange exchange) {
    Entry entry = exchange.getMessage().getBody(Entry.class);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    exchange.getMessage().setBody(null);
    if (run.stopped()) {
      return;
    }
    Mark mark = entry.mark();
    if (!entry.isState()) {
      exchange.setProperty(Mark.PROPERTY, mark);
      exchange.setProperty(Mark.CORRELATION, entry.correlation());
    }
    exchange.getMessage().setBody(entry.listed().toString());
    try {
      JsonNode whole = entry.whole().get();
      if (whole == null) {
        exchange.getMessage().setBody(null);
        return;
      }
      if (whole != entry.listed()) {
        run.succeeded();
      }
      exchange.getMessage().setBody(whole.toString());
      exchange.getMessage().setBody(body(entry, entry.mapper().apply(whole)));
    } catch (DeliveryFailure unread) {
      if (unread.failureClass() == FailureClass.REJECTED) {
        throw new UnmappableRecord(
            "%s %s of %s is listed, but cannot be read: %s. See there what it is, then have the dead letter fetched again"
                .formatted(mark.type(), mark.key(), mark.source(), unread.getMessage()),
            unread);
      }
      run.failed(mark.type() + " " + mark.key(), unread);
      exchange.getMessage().setBody(null);
    } catch (RuntimeException failure) {
      throw refusal(mark, failure);
    }
  }

  private static Object body(Entry entry, List<? extends Message> messages) {
    return messages == null || entry.isState() || messages.size() != 1
        ? messages
        : Canonical.write(messages.get(0));
  }

  /** Whether the exchange carries a record that met a bug, so that it alone is refused. */
  public boolean isBug(Exchange exchange) {
    return exchange.getProperty(Mark.PROPERTY) != null
        && isBug(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }

  /** Tells the bug once, whole, and leaves a reason that a person understands beside the record. */
  public void refuse(Exchange exchange) {
    Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
    Exception bug = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, bug(mark, bug));
  }

  /**
   * Why a record cannot be taken.
   *
   * @throws RuntimeException the failure itself, when it is no fault of the record
   */
  static UnmappableRecord refusal(Mark mark, RuntimeException failure) {
    requireFaultOfRecord(failure);
    if (failure instanceof UnmappableRecord told) {
      return told;
    }
    if (!(failure instanceof IllegalArgumentException)) {
      return bug(mark, failure);
    }
    UnmappableRecord refusal =
        new UnmappableRecord(
            "%s %s of %s cannot be taken: %s"
                .formatted(mark.type(), mark.key(), mark.source(), failure.getMessage()),
            failure);
    return named(refusal, failure);
  }

  /**
   * @throws RuntimeException the failure itself, when it is no fault of the record that was mapped
   */
  static void requireFaultOfRecord(RuntimeException failure) {
    if (!(failure instanceof IllegalArgumentException)
        && !(failure instanceof UnmappableRecord)
        && !isBug(failure)) {
      throw failure;
    }
  }

  private static UnmappableRecord bug(Mark mark, Exception bug) {
    LOG.error("{} {} of {} met a bug", mark.type(), mark.key(), mark.source(), bug);
    return new UnmappableRecord(
        "bug: %s. It was taken by nobody; report the bug with this record, and have it fetched again when it is mended"
            .formatted(Redaction.mask(root(bug).toString())),
        bug);
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
    return named(refusal, why);
  }

  /** By what the canonical messages, which know no causes, say of an order. */
  private static UnmappableRecord named(UnmappableRecord refusal, RuntimeException why) {
    if (why instanceof TotalDiffers) {
      return refusal.because(UnmappableRecord.TOTAL_DIFFERS, null);
    }
    return why instanceof NothingToDeliver
        ? refusal.because("order.nothing-to-deliver", null)
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
