package dev.ponte.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The special rule of orders. Until an order was delivered, a newer version takes the place of
 * older ones; afterwards a newer version is a change, which is parked for a person with its
 * difference, and of which the people at the target are warned where a flow does so.
 */
@Component
class OrderVersions {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_WORDS = 4_000;

  private static final String HOLD =
      "SELECT id FROM delivery WHERE head_id IN (:heads) ORDER BY id FOR UPDATE";

  private static final String SUPERSEDE_OLDER =
      """
      UPDATE delivery SET previous_state = state, state = 'superseded', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, words = 'A newer version took its place'
       WHERE head_id IN (:heads) AND state IN ('pending', 'retrying')
         AND EXISTS (SELECT 1 FROM delivery n
                      WHERE n.head_id = delivery.head_id
                        AND n.subscription_id = delivery.subscription_id
                        AND n.version > delivery.version)
      """;

  private static final String CHANGES =
      """
      SELECT n.id, n.head_id AS head, n.version AS newer, MAX(o.version) AS older,
             h.cancelled, h.message_key AS messageKey, h.source, r.label AS number, s.subscriber,
             CASE WHEN MIN(o.state) = 'skipped' THEN TRUE ELSE FALSE END AS dismissed
        FROM delivery n
        JOIN delivery o ON o.head_id = n.head_id AND o.subscription_id = n.subscription_id
                       AND o.version < n.version
                       AND (o.state IN ('delivered', 'parked')
                         OR o.state = 'skipped' AND o.previous_state = 'dead')
        JOIN head h ON h.id = n.head_id
        JOIN subscription s ON s.id = n.subscription_id
        LEFT JOIN reference r ON r.kind = 'order' AND r.source_key = h.message_key
                             AND r.source = h.source AND r.connection = s.subscriber
       WHERE n.head_id IN (:heads) AND n.state IN ('pending', 'retrying')
       GROUP BY n.id, n.head_id, n.version, h.cancelled, h.message_key, h.source, r.label, s.subscriber
      """;

  private static final String PARK =
      """
      UPDATE delivery SET previous_state = state, state = 'parked', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, failure_class = 'person', words = :words,
             cause = :cause
       WHERE id = :id AND state IN ('pending', 'retrying')
      """;

  private static final String LET_BE =
      """
      UPDATE delivery SET previous_state = state, state = 'skipped', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP,
             words = 'The order only tells more than it told before, which changes nothing of it'
       WHERE id = :id AND state IN ('pending', 'retrying')
      """;

  private static final String PARK_UNKNOWN =
      """
      UPDATE delivery SET previous_state = state, state = 'parked', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, failure_class = 'person', words = :words,
             cause = 'order.handled-elsewhere'
       WHERE head_id = :head AND state = 'pending'
      """;

  private static final String PARKED_HERE =
      """
      SELECT h.message_key AS messageKey, h.source, d.version, s.subscriber
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE d.head_id = :head AND d.state = 'parked'
      """;

  private static final String UNKNOWN =
      "The store shows the order as handled, but it never came through here; look for it at the target and mark this delivery as done, with its number there, or as not there, to have it created";

  private static final String CHANGED = "The order was changed in the store after it was sent";

  /** Where facts may be added that were there before, but that an older release did not read. */
  private static final Pattern FACTS = Pattern.compile("/(extras|customer|payments/\\d+)/.+");

  /**
   * What a store tells by another call than the order's, which may fail the one time or the other.
   */
  private static final Pattern BESIDE =
      Pattern.compile(
          "/extras/orderGroupSize|/payments/\\d+/(authorization|nsu|tid|acquirer|transactionId)");

  private static final String CHANGED_AFTER_DISMISSAL =
      "The order was changed in the store after a person dismissed an earlier version";

  private final JdbcClient jdbc;
  private final Subscriptions subscriptions;
  private final Outcomes outcomes;
  private final DeliveryLog log;

  OrderVersions(JdbcClient jdbc, Subscriptions subscriptions, Outcomes outcomes, DeliveryLog log) {
    this.jdbc = jdbc;
    this.outcomes = outcomes;
    this.subscriptions = subscriptions;
    this.log = log;
  }

  /** A delivery that is parked without an attempt. */
  private record Parked(String messageKey, String source, long version, String subscriber) {}

  /**
   * A version that came after one was sent.
   *
   * @param cancelled whether the store has cancelled the order
   * @param number the order's number at the subscriber; null when unknown
   * @param dismissed whether no version was sent, but a person dismissed one: it may be there by
   *     other ways
   */
  private record Change(
      long id,
      long head,
      long newer,
      long older,
      boolean cancelled,
      String messageKey,
      String source,
      String number,
      String subscriber,
      boolean dismissed) {

    Parked parked() {
      return new Parked(messageKey, source, newer, subscriber);
    }
  }

  /**
   * The store has handled the order, but not on our word.
   *
   * @return what the caller is to record of it
   */
  List<DeliveryOutcome> parkUnknown(long head) {
    if (jdbc.sql(PARK_UNKNOWN).param("head", head).param("words", UNKNOWN).update() == 0) {
      return List.of();
    }
    return jdbc.sql(PARKED_HERE).param("head", head).query(Parked.class).list().stream()
        .flatMap(it -> told(it, UNKNOWN).stream())
        .toList();
  }

  /**
   * Applies the rule after a version of the order was recorded, in the caller's transaction. An
   * attempt that ends at this moment is waited for: else neither side would see the other.
   *
   * @return the warnings and outcomes that the caller is to record
   */
  List<Message> recorded(long head) {
    jdbc.sql(HOLD).param("heads", List.of(head)).query(Long.class).list();
    return settle(List.of(head));
  }

  /**
   * Applies the rule after attempts of these orders ended. The caller's transaction has written
   * these ends, and so holds their rows.
   *
   * @return the warnings and outcomes that the caller is to record
   */
  List<Message> settle(Collection<Long> heads) {
    if (heads.isEmpty()) {
      return List.of();
    }
    List<Message> more = new ArrayList<>();
    for (Change change : jdbc.sql(CHANGES).param("heads", heads).query(Change.class).list()) {
      if (!change.cancelled() && onlyTellsMore(change)) {
        jdbc.sql(LET_BE).param("id", change.id()).update();
        continue;
      }
      String words = change.cancelled() ? cancelled(change) : changed(change);
      String cause = change.cancelled() ? "order.cancelled-after-sent" : "order.changed";
      int parked =
          jdbc.sql(PARK)
              .param("id", change.id())
              .param("words", words)
              .param("cause", cause)
              .update();
      if (parked == 1) {
        // What was changed may be personal; it stands in the ledger.
        more.addAll(told(change.parked(), change.cancelled() ? words : CHANGED));
        warning(change).ifPresent(more::add);
      }
    }
    jdbc.sql(SUPERSEDE_OLDER).param("heads", heads).update();
    return more;
  }

  /** For the people at the target; empty when no flow carries such warnings. */
  private Optional<OrderChange> warning(Change it) {
    if (!subscriptions.taken(OrderChange.TYPE)) {
      return Optional.empty();
    }
    Order before = body(it.head(), it.older()).map(OrderVersions::order).orElse(null);
    return body(it.head(), it.newer())
        .map(after -> OrderChange.of(it.subscriber(), it.newer(), before, order(after)));
  }

  private static Order order(String body) {
    return Canonical.read(Order.class, body);
  }

  /** In the log, and to those that are told what becomes of orders. */
  private List<DeliveryOutcome> told(Parked it, String words) {
    tell(it, words);
    return outcomes.parked(it.source(), it.messageKey(), it.version(), it.subscriber(), words);
  }

  /** When the caller's transaction is committed. */
  private void tell(Parked it, String words) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            log.parked(
                "%s %s (%s)".formatted(Order.TYPE, it.messageKey(), it.source()),
                it.subscriber(),
                words);
          }
        });
  }

  private static String cancelled(Change it) {
    return "The order was cancelled in the store after it was sent to %s%s; cancel it there by hand, then mark this delivery as done"
        .formatted(it.subscriber(), it.number() == null ? "" : ", where it is " + it.number());
  }

  private String changed(Change it) {
    String words =
        (it.dismissed() ? CHANGED_AFTER_DISMISSAL : CHANGED)
            + ": "
            + difference(it)
            + ". Carry it over by hand, then mark this delivery as done";
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS - 1) + "…";
  }

  private String difference(Change it) {
    Optional<String> older = body(it.head(), it.older());
    Optional<String> newer = body(it.head(), it.newer());
    return older.isEmpty() || newer.isEmpty()
        ? "what was sent is not kept any more, so compare with the store"
        : String.join("; ", difference(older.get(), newer.get()));
  }

  private boolean onlyTellsMore(Change it) {
    Optional<String> older = body(it.head(), it.older());
    Optional<String> newer = body(it.head(), it.newer());
    return older.isPresent() && newer.isPresent() && onlyTellsMore(older.get(), newer.get());
  }

  /**
   * Whether nothing differs between two orders but facts that one of them did not tell, for no
   * reason of the order's.
   */
  static boolean onlyTellsMore(String older, String newer) {
    List<String> found = difference(older, newer);
    return !found.isEmpty() && found.stream().allMatch(OrderVersions::isTold);
  }

  private static boolean isTold(String difference) {
    int end = difference.indexOf(": ");
    String path = difference.substring(0, end);
    return difference.startsWith(": nothing → ", end) && FACTS.matcher(path).matches()
        || BESIDE.matcher(path).matches() && difference.endsWith(" → nothing");
  }

  /** Empty when it was removed, since it is old or was erased. */
  private Optional<String> body(long head, long version) {
    return jdbc
        .sql("SELECT body FROM message WHERE head_id = :head AND version = :version")
        .param("head", head)
        .param("version", version)
        .query(String.class)
        .list()
        .stream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** What differs between two JSON objects, as {@code path: old → new}. */
  static List<String> difference(String older, String newer) {
    List<String> found = new ArrayList<>();
    try {
      compare("", JSON.readTree(older), JSON.readTree(newer), found);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger holds a body that is no JSON", e);
    }
    return found;
  }

  private static void compare(String path, JsonNode older, JsonNode newer, List<String> found) {
    if (older.equals(newer)) {
      return;
    }
    if (older.isObject() && newer.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      older.fieldNames().forEachRemaining(names::add);
      newer.fieldNames().forEachRemaining(names::add);
      names.forEach(it -> compare(path + "/" + it, older.path(it), newer.path(it), found));
    } else if (older.isArray() && newer.isArray()) {
      for (int i = 0; i < Math.max(older.size(), newer.size()); i++) {
        compare(path + "/" + i, older.path(i), newer.path(i), found);
      }
    } else {
      found.add("%s: %s → %s".formatted(path, text(older), text(newer)));
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
