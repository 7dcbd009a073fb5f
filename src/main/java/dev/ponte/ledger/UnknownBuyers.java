package dev.ponte.ledger;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Order;
import dev.ponte.ledger.view.Page;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The buyers whom a target does not know and whose orders therefore do not get there, whether they
 * wait by themselves or for a person's word.
 */
@Component
public class UnknownBuyers {

  private static final int MOST = 5_000;

  /** Whoever throws the failure names it so, after its system. */
  private static final String WAITING =
      """
      SELECT d.id, s.subscriber, h.source, h.message_key AS orderId, d.state,
             d.created_at AS since, m.body
        FROM delivery d
        JOIN subscription s ON s.id = d.subscription_id
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
       WHERE d.state IN ('pending', 'parked', 'dead') AND d.cause LIKE '%.buyer-unknown'
         AND h.type = 'order' AND m.body IS NOT NULL AND d.id > :after
       ORDER BY d.id
       FETCH FIRST :most ROWS ONLY
      """;

  private final JdbcClient jdbc;

  UnknownBuyers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(
      long id,
      String subscriber,
      String source,
      String orderId,
      String state,
      OffsetDateTime since,
      String body) {}

  /**
   * An order that does not get there.
   *
   * @param state {@code pending} goes by itself once the buyer is registered, {@code parked} and
   *     {@code dead} want a person's word besides
   */
  public record Waiting(String source, String id, String state, OffsetDateTime since) {}

  /**
   * Whom somebody has to register, with all that the newest of the orders tells.
   *
   * @param target where
   * @param billing the delivery address where the store has no other; null for neither
   * @param delivery null when there is none
   */
  public record Buyer(
      String target, Customer customer, Address billing, Address delivery, List<Waiting> orders) {}

  /** All, who has waited longest first; one entry for each document and target. */
  public List<Buyer> list() {
    return buyers(rows(0, MOST));
  }

  /**
   * One page of them, by so many orders: a buyer with many may stand on two.
   *
   * @param cursor {@link Page#next} of the page before; null for the first one
   */
  public Page<Buyer> page(String cursor, int limit) {
    List<Row> rows = rows(cursor == null ? 0 : Deliveries.id(cursor), limit + 1);
    boolean more = rows.size() > limit;
    List<Row> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(buyers(shown), more ? String.valueOf(shown.get(limit - 1).id()) : null);
  }

  private List<Row> rows(long after, int most) {
    return jdbc.sql(WAITING).param("after", after).param("most", most).query(Row.class).list();
  }

  private static List<Buyer> buyers(List<Row> rows) {
    Map<String, Buyer> buyers = new LinkedHashMap<>();
    rows.forEach(it -> add(buyers, it));
    return List.copyOf(buyers.values());
  }

  private static void add(Map<String, Buyer> buyers, Row row) {
    Order order = Canonical.read(Order.class, row.body());
    Customer who = order.customer();
    // Without a document nobody can tell whether two are the same.
    String key = row.subscriber() + '/' + (who.document() == null ? row.body() : who.document());
    Buyer before = buyers.get(key);
    List<Waiting> orders = new ArrayList<>(before == null ? List.of() : before.orders());
    orders.add(new Waiting(row.source(), row.orderId(), row.state(), row.since()));
    buyers.put(
        key,
        new Buyer(
            row.subscriber(),
            who,
            order.billing() == null ? order.delivery() : order.billing(),
            order.delivery(),
            List.copyOf(orders)));
  }
}
