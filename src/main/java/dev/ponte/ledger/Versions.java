package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What a newer version does to older ones of its key. Events are left alone: each of them is
 * delivered.
 */
@Component
class Versions {

  /** The types of which a new subscriber gets the newest version of each key only. */
  static final Set<String> NEWEST_COUNTS =
      Stream.concat(Canonical.STATES.stream(), Stream.of(Order.TYPE))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<State> AGAIN = EnumSet.of(State.PENDING, State.RETRYING, State.DEAD);

  private final OrderVersions orders;
  private final StateVersions states;
  private final InvoiceEnds invoices;
  private final Outcomes outcomes;
  private final Heads heads;

  Versions(
      OrderVersions orders,
      StateVersions states,
      InvoiceEnds invoices,
      Outcomes outcomes,
      Heads heads) {
    this.orders = orders;
    this.states = states;
    this.invoices = invoices;
    this.outcomes = outcomes;
    this.heads = heads;
  }

  /**
   * These keys got a version, in the caller's transaction. A first version has no older one.
   *
   * @return what the caller is to record of deliveries that ended by this
   */
  List<Message> recorded(List<Head> heads) {
    List<Head> newer = heads.stream().filter(it -> it.version() > 1).toList();
    List<Message> more = new ArrayList<>();
    newer.stream()
        .filter(it -> isOrder(it.type()))
        .forEach(it -> more.addAll(orders.recorded(it.id())));
    more.addAll(states.recorded(newer.stream().filter(it -> isState(it.type())).toList()));
    return more;
  }

  /**
   * A message came that is a version. An order that its store shows as handled before it ever came
   * is not sent, in the caller's transaction: somebody else may have created it already.
   *
   * @return what the caller is to record of it
   */
  List<DeliveryOutcome> came(Message message, Head head) {
    return message instanceof Order order && order.handled() && head.version() == 1
        ? orders.parkUnknown(head.id())
        : List.of();
  }

  /**
   * A message came that says what the last version of its key said, and is no version itself.
   *
   * @return what the caller is to record of it
   */
  List<DeliveryOutcome> repeated(Message message, String origin) {
    return outcomes.repeated(message, origin);
  }

  /**
   * The ends as they are to be written: what a newer version has overtaken is not tried again. In
   * the transaction that writes them.
   */
  List<AttemptResult> ending(List<AttemptResult> endings) {
    Set<Long> overtaken =
        states.overtaken(
            endings.stream()
                .filter(it -> isState(it.claim().type()) && AGAIN.contains(it.verdict().state()))
                .map(it -> it.claim().id())
                .sorted()
                .toList());
    return endings.stream()
        .map(it -> overtaken.contains(it.claim().id()) ? it.as(it.verdict().overtaken()) : it)
        .toList();
  }

  /**
   * Attempts ended, and the caller's transaction holds their rows.
   *
   * @return what the caller is to record of deliveries that ended by this
   */
  List<Message> ended(Collection<AttemptResult> endings) {
    invoices.ended(endings);
    Map<Boolean, Set<Long>> byKind =
        endings.stream()
            .map(AttemptResult::claim)
            .filter(it -> isOrder(it.type()) || isState(it.type()))
            .collect(
                Collectors.partitioningBy(
                    it -> isOrder(it.type()),
                    Collectors.mapping(Claim::headId, Collectors.toSet())));
    List<Message> more = new ArrayList<>(orders.settle(heads.withVersions(byKind.get(true))));
    more.addAll(states.ended(heads.withVersions(byKind.get(false))));
    return more;
  }

  private static boolean isState(String type) {
    return Canonical.STATES.contains(type);
  }

  private static boolean isOrder(String type) {
    return type.equals(Order.TYPE);
  }
}
