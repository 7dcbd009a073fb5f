package dev.ponte.ledger;

import dev.ponte.canonical.Message;
import dev.ponte.canonical.OrderRef;
import dev.ponte.delivery.UnmappableRecord;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks now and then whether the stores of waiting messages are known by now. */
@Component
class WaitingSweep implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingSweep.class);
  private static final int EVERY_SECONDS = 10;
  private static final int LAST_SECONDS = 20;

  /** An order is seldom later than its invoice by more; its number, learnt emitters are. */
  private static final int NEW_MINUTES = 2;

  private static final int SEARCH_ALL = 30;

  private final WaitingRoom waitingRoom;
  private final Recorder recorder;
  private final DeadLetters deadLetters;
  private final Outcomes outcomes;
  private final TransactionTemplate transactions;
  private final DatabaseWatch database;
  private final Letters letters;
  private long sweeps;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-waiting"));

  WaitingSweep(
      WaitingRoom waitingRoom,
      Recorder recorder,
      DeadLetters deadLetters,
      Outcomes outcomes,
      TransactionTemplate transactions,
      DatabaseWatch database,
      Letters letters) {
    this.letters = letters;
    this.database = database;
    this.waitingRoom = waitingRoom;
    this.recorder = recorder;
    this.deadLetters = deadLetters;
    this.outcomes = outcomes;
    this.transactions = transactions;
    timer.scheduleWithFixedDelay(this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  void sweep() {
    waitingRoom.due().forEach(this::look);
    boolean all = sweeps++ % SEARCH_ALL == 0;
    int minutes = all ? WaitingRoom.MOST_HOURS * 60 : NEW_MINUTES;
    List<WaitingRoom.Waiting> page = waitingRoom.searched(0, minutes);
    while (!page.isEmpty()) {
      page.forEach(this::look);
      page = waitingRoom.searched(page.get(page.size() - 1).id(), minutes);
    }
  }

  private void run() {
    try {
      if (!database.isAway()) {
        sweep();
      }
    } catch (RuntimeException | Error e) {
      if (!database.caused(e)) {
        LOG.error("Waiting messages could not be looked at, tries again", e);
      }
    }
  }

  private void look(WaitingRoom.Waiting waiting) {
    Message message = waiting.message();
    try {
      if (!recorder.recordWaiting(message) && waiting.inVain()) {
        giveUp(
            waiting,
            message,
            "No store is known to have order %s, after %d h. Look for it in the stores"
                .formatted(
                    message.aboutOrder().map(OrderRef::id).orElse(message.key()),
                    WaitingRoom.MOST_HOURS));
      }
    } catch (UnmappableRecord ambiguous) {
      giveUp(waiting, message, ambiguous.getMessage());
    }
  }

  private void giveUp(WaitingRoom.Waiting waiting, Message message, String reason) {
    transactions.executeWithoutResult(
        status -> {
          if (waitingRoom.remove(waiting.id())) {
            if (!letters.isTold(message)) {
              deadLetters.add(message, reason);
            }
            recorder.record(
                outcomes.unmappable(
                    message.source(), message.type(), message.key(), message.correlation(), reason),
                null);
          }
        });
  }
}
