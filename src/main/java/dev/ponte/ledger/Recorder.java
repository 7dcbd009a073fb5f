package dev.ponte.ledger;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.StateMessage;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes messages into the ledger, each with its deliveries and its mark in one transaction. */
@Component
class Recorder {

  private static final int MOST_TRIES = 3;

  private final TransactionTemplate transactions;
  private final Marks marks;
  private final Heads heads;
  private final Versions versions;
  private final Wakeups wakeups;
  private final Origins origins;
  private final WaitingRoom waitingRoom;
  private final InvoiceEnds invoices;
  private final Sales sales;

  Recorder(
      TransactionTemplate transactions,
      Marks marks,
      Heads heads,
      Versions versions,
      Wakeups wakeups,
      Origins origins,
      WaitingRoom waitingRoom,
      InvoiceEnds invoices,
      Sales sales) {
    this.transactions = transactions;
    this.marks = marks;
    this.heads = heads;
    this.versions = versions;
    this.wakeups = wakeups;
    this.origins = origins;
    this.waitingRoom = waitingRoom;
    this.invoices = invoices;
    this.sales = sales;
  }

  /**
   * Records messages of one type, each as a new version of its key; the same business content as
   * the last version is nothing new. A message about an order that no store is known to have waits.
   *
   * <p>All in one transaction, but for states: these are many and mostly unchanged, so they go in
   * blocks, and one query for a block finds what has changed.
   *
   * @param mark written in the same transaction; null for none
   * @throws UnmappableRecord when it cannot be said whose order a message is about, or a message
   *     does not fit into the ledger
   */
  void record(Collection<? extends Message> messages, Mark mark) {
    if (messages.isEmpty() && mark == null) {
      return;
    }
    if (mark == null && messages.stream().allMatch(StateMessage.class::isInstance)) {
      heads.changed(sales.informed(messages)).forEach(block -> recordTogether(block, null));
    } else {
      recordTogether(messages, mark);
    }
  }

  /**
   * Records the stocks that the supplier reads and holds, in the caller's transaction, with what is
   * known of their sales now.
   */
  void recordAgain(Supplier<List<Message>> stocks) {
    List<Message> read = stocks.get();
    if (!read.isEmpty()) {
      retried(
          () -> {
            List<Head> advanced = new ArrayList<>();
            sales.informed(read).forEach(it -> heads.advance(it, "").ifPresent(advanced::add));
            return advanced;
          },
          read);
    }
  }

  /** As {@link #record(Collection, Mark)}, with one message. */
  void record(Message message, Mark mark) {
    record(List.of(message), mark);
  }

  private void recordTogether(Collection<? extends Message> messages, Mark mark) {
    List<Message> sorted = new ArrayList<>(messages);
    // Heads are held in one order, so that two lists do not wait for each other.
    sorted.sort(Comparator.comparing(Message::source).thenComparing(Message::key));
    retried(
        () -> {
          if (mark != null) {
            marks.write(mark);
          }
          List<Head> advanced = new ArrayList<>();
          sorted.forEach(it -> advanced.addAll(write(it)));
          return advanced;
        },
        sorted);
  }

  /**
   * Records all that wait for the same order as the message, when its store is known by now.
   *
   * @return whether it is known
   */
  boolean recordWaiting(Message message) {
    Origins.Place place = origins.of(message);
    if (place.isKnown()) {
      retried(() -> writeWaiting(message, place), List.of(message));
    }
    return place.isKnown();
  }

  private void retried(Supplier<List<Head>> work, List<? extends Message> messages) {
    boolean alone = !TransactionSynchronizationManager.isActualTransactionActive();
    for (int tryNumber = 1; ; tryNumber++) {
      try {
        transactions.executeWithoutResult(
            status -> {
              if (settled(work.get())) {
                messages.stream().map(Message::type).distinct().forEach(wakeups::wake);
              }
            });
        if (alone) {
          origins.recorded(messages);
        }
        return;
      } catch (DuplicateKeyException | TransientDataAccessException met) {
        // Two writers met at a key; now the head is there and one of them waits for the other.
        if (!alone || tryNumber == MOST_TRIES) {
          throw met;
        }
      } catch (DataIntegrityViolationException e) {
        throw new UnmappableRecord(
            "%s does not fit into the ledger: %s"
                .formatted(messages.get(0).key(), e.getMostSpecificCause().getMessage()),
            e);
      }
    }
  }

  /** Whether there is anything new. */
  private boolean settled(List<Head> advanced) {
    record(versions.recorded(advanced), null);
    return !advanced.isEmpty();
  }

  private List<Head> write(Message message) {
    if (message instanceof Invoice invoice && invoices.isCancelled(invoice)) {
      return List.of();
    }
    Origins.Place place = origins.of(message);
    if (!place.isKnown()) {
      waitingRoom.add(message, place.invoice());
      return List.of();
    }
    List<Head> advanced = new ArrayList<>();
    if (message.aboutOrder().isPresent()) {
      advanced.addAll(writeWaiting(message, place));
    }
    Message placed = message instanceof Stock stock ? held(stock) : place.in(message);
    advance(placed, place)
        .ifPresentOrElse(
            advanced::add,
            // Nothing is new but, for a source that wants to be told, the record itself.
            () -> record(versions.repeated(placed, place.origin()), null));
    return advanced;
  }

  /**
   * The stock with what is known of its sales while nobody else records it: a sale that comes later
   * has it recorded again.
   */
  private Message held(Stock stock) {
    if (!sales.concern(stock)) {
      return stock;
    }
    heads.hold(stock);
    return sales.informed(List.of(stock)).get(0);
  }

  private List<Head> writeWaiting(Message message, Origins.Place place) {
    return waitingRoom.take(message).stream()
        .filter(waiting -> !(waiting instanceof Invoice it && invoices.isCancelled(it)))
        .flatMap(waiting -> advance(place.in(waiting), place).stream())
        .toList();
  }

  private Optional<Head> advance(Message message, Origins.Place place) {
    Optional<Head> advanced = heads.advance(message, place.origin());
    advanced.ifPresent(
        head -> {
          record(versions.came(message, head), null);
          if (message instanceof Invoice invoice) {
            invoices.came(invoice, place.origin(), place.isSure());
          }
        });
    return advanced;
  }
}
