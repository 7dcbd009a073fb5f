package dev.ponte.connector.focco;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the connection's rules decide about the header of an order. Each field comes from the first
 * rule that fits and sets it, so that a rule for one marketplace and one for a state may both hit.
 * Pure.
 */
final class FoccoRules {

  private static final String ANY = "*";

  private FoccoRules() {}

  /**
   * What was decided.
   *
   * @param hits the rules that decided something, with what that is, for people
   */
  record Choice(FoccoSettings.Header header, List<String> hits) {}

  static Choice choose(List<FoccoSettings.Rule> rules, Order order) {
    FoccoSettings.Header chosen = FoccoSettings.Header.NONE;
    List<String> hits = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      FoccoSettings.Rule rule = rules.get(i);
      if (!fits(rule.when(), order)) {
        continue;
      }
      Map<String, Object> news = rule.set().said();
      news.keySet().removeAll(chosen.said().keySet());
      if (!news.isEmpty()) {
        hits.add(hit(rule.name() == null ? "rules[%d]".formatted(i) : rule.name(), news));
        chosen = chosen.otherwise(rule.set());
      }
    }
    return new Choice(chosen, List.copyOf(hits));
  }

  private static String hit(String name, Map<String, Object> news) {
    List<String> said = new ArrayList<>();
    news.forEach((key, value) -> said.add(key + " " + value));
    return name + ": " + String.join(", ", said);
  }

  private static boolean fits(FoccoSettings.When when, Order order) {
    Optional<Payment> payment = FoccoCodes.largest(order);
    Address delivery = order.delivery();
    return fits(when.store(), order.source())
        && fits(when.channel(), order.channel())
        && fits(when.seller(), order.lines().stream().map(Line::seller))
        && fits(when.marketplace(), order.marketplace() == null ? null : order.marketplace().name())
        && fits(when.payment(), payment.stream().flatMap(it -> Stream.of(it.method(), group(it))))
        && fits(when.uf(), delivery == null ? null : delivery.state())
        && fits(when.warehouse(), order.freight() == null ? null : order.freight().warehouse())
        && (when.minValue() == null || order.total().compareTo(when.minValue()) >= 0)
        && (when.maxValue() == null || order.total().compareTo(when.maxValue()) <= 0)
        && (when.pickup() == null || when.pickup() == (delivery != null && delivery.pickup()))
        && (when.customer() == null || when.customer() == order.customer().kind())
        && when.extras().entrySet().stream()
            .allMatch(it -> fits(it.getValue(), order.extras().get(it.getKey())));
  }

  private static String group(Payment payment) {
    return payment.group() == null ? "" : payment.group();
  }

  private static boolean fits(List<String> wanted, String value) {
    return fits(wanted, value == null ? Stream.empty() : Stream.of(value));
  }

  private static boolean fits(List<String> wanted, Stream<String> values) {
    return wanted.isEmpty()
        || values.anyMatch(
            value ->
                value != null
                    && wanted.stream()
                        .anyMatch(it -> it.equals(ANY) || FoccoCodes.same(it, value)));
  }
}
