package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.Parcels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Many records in as few calls as their limits allow. The API carries them out in their order until
 * the first bad one: those before it are delivered, it alone is judged, and those after it go in
 * the next call. When no answer comes, all of the call are retried: they are repeatable, or their
 * course sees to it.
 */
public final class UpdateBatch {

  /** What says nothing of the records: all of them wait. */
  private static final Set<FailureClass> CLOSED =
      Set.of(FailureClass.THROTTLED, FailureClass.UNAUTHORIZED, FailureClass.FORBIDDEN);

  private final Api api;
  private final Connection connection;
  private final String method;
  private final Priority priority;
  private final Parcels<?> deliveries;
  private final int mostBytes;
  private int most;

  /**
   * @param method {@code OrderUpdate} or {@code ProductManagement}
   * @param priority of its calls
   */
  public UpdateBatch(
      Api api, Connection connection, String method, Priority priority, Parcels<?> deliveries) {
    this.api = api;
    this.connection = connection;
    this.method = method;
    this.priority = priority;
    this.deliveries = deliveries;
    var limits = connection.settings(FastcommerceSettings.class).updates();
    this.mostBytes = limits.batchBytes();
    this.most = limits.batchSize();
  }

  /**
   * Sends all of them and settles each; what the gate or an outage keeps from being sent is left
   * untried.
   *
   * @throws DeliveryFailure when the first call fails as a whole, or a single delivery fails
   */
  public void send(List<Update> updates) {
    List<Update> rest = updates;
    boolean answered = false;
    while (!rest.isEmpty()) {
      List<Update> part = rest.subList(0, fill(rest));
      try {
        rest = rest.subList(call(part), rest.size());
        answered = true;
      } catch (DeliveryFailure failure) {
        fail(part, failure, answered);
        return;
      }
    }
  }

  /** How many of the first fit in one call. */
  private int fill(List<Update> rest) {
    int bytes = 0;
    int count = 0;
    while (count < rest.size() && count < most) {
      bytes += rest.get(count).record().encodedLength();
      if (count > 0 && bytes > mostBytes) {
        break;
      }
      count++;
    }
    return count;
  }

  /** Gives how many of them are settled now. */
  private int call(List<Update> part) {
    UpdateTrace trace = new UpdateTrace();
    List<UpdateRecord> records = part.stream().map(Update::record).toList();
    boolean once = isOnce(part);
    ApiCall call =
        FastcommerceOperations.update(
                connection, method, records, once ? Effect.ONCE : Effect.REPEATABLE)
            .priority(priority)
            .delivery(trace);
    part.forEach(it -> it.course().begins());
    try {
      ApiAnswer answer = api.send(connection, call);
      trace.keep(part, "code 0");
      delivered(part, once ? Reply.read(answer) : Optional.empty());
      return part.size();
    } catch (ApiFailure failure) {
      Optional<Reply> reply = failure.answer().flatMap(Reply::read);
      trace.keep(part, reply.map(Reply::summary).orElse(failure.getMessage()));
      if (failure.failureClass() != FailureClass.REJECTED || reply.isEmpty()) {
        throw failure;
      }
      return refused(part, reply.get(), failure, once);
    }
  }

  private int refused(List<Update> part, Reply reply, ApiFailure failure, boolean once) {
    boolean tooMany = FastcommerceErrors.isTooMany(reply);
    OptionalInt valid = reply.valid();
    boolean unknown = valid.isEmpty() || valid.getAsInt() >= part.size();
    if (unknown && once && !tooMany) {
      throw inDoubt(failure);
    }
    if (part.size() > 1 && (tooMany || unknown)) {
      most = part.size() / 2;
      part.forEach(it -> it.course().unsent());
      return 0;
    }
    int culprit = unknown || tooMany ? 0 : valid.getAsInt();
    delivered(part.subList(0, culprit), Optional.of(reply));
    judge(part.get(culprit), reply, failure);
    if (once && FastcommerceErrors.isOfAll(reply)) {
      part.subList(culprit + 1, part.size()).forEach(it -> judge(it, reply, failure));
      return part.size();
    }
    part.subList(culprit + 1, part.size()).forEach(it -> it.course().unsent());
    return culprit + 1;
  }

  private void judge(Update judged, Reply reply, ApiFailure failure) {
    if (ProductCommandRules.isDone(judged.record(), reply)) {
      judged.course().done(null);
      deliveries.settle(judged.delivery(), Outcome.delivered("It was deleted already"));
    } else {
      deliveries.fail(judged.delivery(), judged.course().refused(reply, failure));
    }
  }

  private void delivered(List<Update> part, Optional<Reply> reply) {
    Map<Integer, String> ids = reply.map(Reply::ids).orElse(Map.of());
    for (int i = 0; i < part.size(); i++) {
      Update update = part.get(i);
      String id = ids.get(i + 1);
      deliveries.attempt(
          update.delivery(),
          () -> {
            update.course().done(id);
            deliveries.settle(update.delivery(), Outcome.delivered(update.words()));
          });
    }
  }

  private static boolean isOnce(List<Update> part) {
    return part.stream().map(Update::record).anyMatch(ProductCommandRules::isOnce);
  }

  /** Which of them were carried out cannot be told from the answer. */
  private static DeliveryFailure inDoubt(ApiFailure failure) {
    return new DeliveryFailure(
        FailureClass.IN_DOUBT,
        failure.getMessage() + "; it does not say which records it carried out",
        failure.code().orElse(null),
        null,
        failure);
  }

  /** A closed gate is no attempt of anybody; an outage is one of those that were sent. */
  private void fail(List<Update> part, DeliveryFailure failure, boolean answered) {
    boolean closed = CLOSED.contains(failure.failureClass());
    if (closed || isNeverSent(part, failure)) {
      part.forEach(it -> it.course().unsent());
    }
    if (closed && answered) {
      return;
    }
    if (closed || !deliveries.isBatch()) {
      throw failure;
    }
    part.forEach(it -> deliveries.fail(it.delivery(), failure));
  }

  /** What may be repeated is transient even when it was sent, and then this cannot be told. */
  private static boolean isNeverSent(List<Update> part, DeliveryFailure failure) {
    return isOnce(part)
        && failure.failureClass() != FailureClass.IN_DOUBT
        && failure instanceof ApiFailure call
        && call.answer().isEmpty();
  }
}
