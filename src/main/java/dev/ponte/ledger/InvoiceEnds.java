package dev.ponte.ledger;

import dev.ponte.canonical.AccessKey;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.delivery.FiscalDocuments;
import dev.ponte.delivery.Gate;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Invoices that are cancelled after they came. A cancelled one is a version of its own: its
 * deliveries are skipped where no other version was delivered, and parked where one was, since no
 * store's API takes an invoice back. A store that keeps one invoice an order needs no person once a
 * later one was delivered there, which took its place.
 */
@Component
class InvoiceEnds implements FiscalDocuments {

  private static final String CANCELLED = "cancelled";
  private static final String SALE = "/" + Invoice.Kind.SALE.name() + "/";
  private static final String KIND = InvoiceOrders.INVOICE;
  private static final String ISSUED = "issued";

  private static final String OF_KEY =
      """
      SELECT kind, source, source_key AS "key", connection, target_id AS id, label, state, open
        FROM reference WHERE source_key = :key AND kind = 'invoice'
      """;

  private static final String HEAD =
      """
      SELECT h.id, m.body FROM head h JOIN message m ON m.head_id = h.id AND m.version = h.version
       WHERE h.message_key = :key AND h.type = 'invoice' AND h.source = :source
         AND h.origin = :origin
      """;

  /** Those that came before there were references to them; looked for seldom. */
  private static final String OLDER =
      """
      SELECT h.source, h.origin, m.body
        FROM head h JOIN message m ON m.head_id = h.id AND m.version = h.version
       WHERE h.type = 'invoice' AND h.message_key LIKE :end
      """;

  private static final String HOLD =
      "SELECT state FROM delivery WHERE head_id = :head ORDER BY id FOR UPDATE";

  private static final String STOP =
      """
      UPDATE delivery SET previous_state = state, state = 'skipped', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, words = :words
       WHERE head_id = :head AND state IN ('pending', 'retrying', 'dead')
      """;

  private static final String PARK =
      """
      UPDATE delivery SET previous_state = state, state = 'parked', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, failure_class = 'person', words = :words,
             cause = 'invoice.cancelled-after-sent'
       WHERE head_id = :head AND version = :version AND state = 'pending'
         AND EXISTS (
             SELECT 1 FROM delivery o
              WHERE o.head_id = delivery.head_id AND o.subscription_id = delivery.subscription_id
                AND o.version < delivery.version
                AND (o.state IN ('delivered', 'parked') OR o.progress IS NOT NULL))
      """;

  /** Where another sale of the same order was sent after the head's own; not what only ended. */
  private static final String LATER =
      """
      SELECT DISTINCT s.subscriber
        FROM head h
        JOIN head o ON o.order_key = h.order_key AND o.origin = h.origin AND o.type = h.type
                   AND o.id <> h.id AND o.message_key LIKE '%/SALE/%'
        JOIN delivery l ON l.head_id = o.id AND l.state = 'delivered' AND l.attempts > 0
        JOIN subscription s ON s.id = l.subscription_id
       WHERE h.id = :head AND l.finished_at > (
             SELECT MAX(d.finished_at) FROM delivery d
              WHERE d.head_id = h.id AND d.subscription_id = l.subscription_id
                AND d.state = 'delivered' AND d.attempts > 0)
      """;

  private static final String LET_BE =
      """
      UPDATE delivery SET previous_state = state, state = 'skipped', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, words = :words
       WHERE head_id = :head AND version = :version AND state = 'pending'
         AND subscription_id IN (SELECT id FROM subscription WHERE subscriber IN (:subscribers))
      """;

  private static final String REPLACE =
      """
      UPDATE delivery SET previous_state = state, state = 'delivered', cause = NULL, subject = NULL,
             finished_at = CURRENT_TIMESTAMP, words = CONCAT(words, CAST(:more AS VARCHAR))
       WHERE state = 'parked' AND cause = 'invoice.cancelled-after-sent'
         AND subscription_id = (SELECT subscription_id FROM delivery WHERE id = :by)
         AND head_id IN (
             SELECT o.id FROM head h
               JOIN head o ON o.order_key = h.order_key AND o.origin = h.origin
                          AND o.type = h.type AND o.id <> h.id
              WHERE h.id = :head)
      """;

  private static final String PARKED_FOR =
      """
      SELECT s.subscriber FROM delivery d JOIN subscription s ON s.id = d.subscription_id
       WHERE d.head_id = :head AND d.version = :version AND d.state = 'parked'
      """;

  private static final String FOLLOWED =
      """
      UPDATE delivery SET words = CONCAT(words, CAST(:more AS VARCHAR))
       WHERE state = 'parked' AND cause = 'invoice.cancelled-after-sent' AND head_id IN (
             SELECT id FROM head WHERE order_key = :order AND type = 'invoice' AND origin = :origin)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final References references;
  private final Heads heads;
  private final InvoiceOrders orders;
  private final DeliveryLog log;
  private final Gate gate;

  InvoiceEnds(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      References references,
      Heads heads,
      InvoiceOrders orders,
      DeliveryLog log,
      Gate gate) {
    this.gate = gate;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.references = references;
    this.heads = heads;
    this.orders = orders;
    this.log = log;
  }

  private record Kept(long id, String body) {}

  private record Older(String source, String origin, String body) {}

  @Override
  public boolean isOurs(String emitter) {
    return orders.isOurs(emitter);
  }

  /** Whether it is known as cancelled, so that it is not taken (any more). */
  boolean isCancelled(Invoice invoice) {
    return invoice.accessKey() != null
        && ofKey(invoice.accessKey()).stream().anyMatch(it -> CANCELLED.equals(it.state()));
  }

  /**
   * An invoice got a version, in the caller's transaction.
   *
   * @param sure whether it is surely of its order, so that its emitter is one of ours
   */
  void came(Invoice invoice, String origin, boolean sure) {
    if (invoice.cancellation() != null) {
      return;
    }
    if (invoice.accessKey() != null) {
      references.save(List.of(reference(invoice, origin, ISSUED)));
    }
    if (sure && !invoice.fiscal().ours() && !isOurs(invoice.fiscal().emitter())) {
      references.save(List.of(InvoiceOrders.ours(invoice, origin)));
    }
    if (invoice.kind() == Invoice.Kind.SALE) {
      jdbc.sql(FOLLOWED)
          .param("more", ". NF-e %s follows it".formatted(invoice.number()))
          .param("order", invoice.order().id())
          .param("origin", origin)
          .update();
    }
  }

  /** Attempts ended, and the caller's transaction holds their rows. */
  void ended(Collection<AttemptResult> endings) {
    for (AttemptResult it : endings) {
      Claim claim = it.claim();
      if (claim.type().equals(Invoice.TYPE)
          && claim.messageKey().contains(SALE)
          && it.verdict().state() == State.DELIVERED
          && gate.keepsOneInvoice(it.subscriber())) {
        jdbc.sql(REPLACE)
            .param("more", ". It is there no more: a later one took its place")
            .param("by", claim.id())
            .param("head", claim.headId())
            .update();
      }
    }
  }

  @Override
  public Cancelled cancel(String accessKey, OffsetDateTime at, String reason) {
    return transactions.execute(status -> cancelled(accessKey, at, reason));
  }

  private Cancelled cancelled(String accessKey, OffsetDateTime at, String reason) {
    List<Reference> known = ofKey(accessKey);
    if (known.isEmpty()) {
      known = older(accessKey);
    }
    List<Cancelled> ends =
        known.stream()
            .filter(it -> !it.connection().isEmpty())
            .map(it -> cancelled(it, new Invoice.Cancellation(at, reason)))
            .toList();
    if (ends.contains(Cancelled.BUSY)) {
      return Cancelled.BUSY;
    }
    if (known.isEmpty()) {
      known = List.of(new Reference(KIND, "", accessKey, "", "", null, null, false));
    }
    references.save(
        known.stream()
            .map(
                it ->
                    new Reference(
                        KIND,
                        it.source(),
                        accessKey,
                        it.connection(),
                        it.id(),
                        it.label(),
                        CANCELLED,
                        false))
            .toList());
    return ends.stream().max(Cancelled::compareTo).orElse(Cancelled.UNKNOWN);
  }

  private Cancelled cancelled(Reference it, Invoice.Cancellation how) {
    List<Kept> kept =
        jdbc.sql(HEAD)
            .param("key", it.label())
            .param("source", it.source())
            .param("origin", it.connection())
            .query(Kept.class)
            .list();
    if (kept.isEmpty() || kept.get(0).body() == null) {
      return Cancelled.STOPPED;
    }
    long head = kept.get(0).id();
    if (jdbc.sql(HOLD).param("head", head).query(String.class).list().contains("claimed")) {
      return Cancelled.BUSY;
    }
    Invoice invoice = Canonical.read(Invoice.class, kept.get(0).body()).cancelled(how);
    return heads
        .advance(invoice, it.connection())
        .map(version -> told(invoice, version))
        .orElse(Cancelled.STOPPED);
  }

  private Cancelled told(Invoice invoice, Head version) {
    String what =
        "NF-e %s of order %s was cancelled by its emitter%s"
            .formatted(
                invoice.number(),
                invoice.order().id(),
                invoice.cancellation().reason() == null
                    ? ""
                    : " (%s)".formatted(invoice.cancellation().reason()));
    String words =
        what
            + ", but is in the store, whose API does not take it back; withdraw it there by hand, then mark this delivery as done";
    List<String> replaced =
        jdbc.sql(LATER).param("head", version.id()).query(String.class).list().stream()
            .filter(gate::keepsOneInvoice)
            .toList();
    if (!replaced.isEmpty()) {
      jdbc.sql(LET_BE)
          .param("head", version.id())
          .param("version", version.version())
          .param("words", what + "; a later one took its place in the store")
          .param("subscribers", replaced)
          .update();
    }
    jdbc.sql(PARK)
        .param("head", version.id())
        .param("version", version.version())
        .param("words", words)
        .update();
    jdbc.sql(STOP)
        .param("head", version.id())
        .param("words", what + ", so it is not sent")
        .update();
    List<String> parked =
        jdbc.sql(PARKED_FOR)
            .param("head", version.id())
            .param("version", version.version())
            .query(String.class)
            .list();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            parked.forEach(it -> log.parked("invoice " + invoice.key(), it, words));
          }
        });
    return parked.isEmpty() ? Cancelled.STOPPED : Cancelled.TOLD;
  }

  private List<Reference> ofKey(String accessKey) {
    return jdbc.sql(OF_KEY).param("key", accessKey).query(Reference.class).list();
  }

  private List<Reference> older(String accessKey) {
    String end = "%%/%s/%s".formatted(AccessKey.series(accessKey), AccessKey.number(accessKey));
    List<Reference> found = new ArrayList<>();
    for (Older it : jdbc.sql(OLDER).param("end", end).query(Older.class).list()) {
      if (it.body() != null && it.body().contains(accessKey)) {
        found.add(reference(Canonical.read(Invoice.class, it.body()), it.origin(), ISSUED));
      }
    }
    return found;
  }

  private static Reference reference(Invoice invoice, String origin, String state) {
    return new Reference(
        KIND,
        invoice.source(),
        invoice.accessKey(),
        origin,
        invoice.order().id(),
        invoice.key(),
        state,
        false);
  }
}
