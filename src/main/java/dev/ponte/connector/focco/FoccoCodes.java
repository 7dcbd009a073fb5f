package dev.ponte.connector.focco;

import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.MissingSetting;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of Focco's codes stand for the store's words, by the connection's mappings. */
final class FoccoCodes {

  private final String connection;
  private final FoccoSettings settings;

  FoccoCodes(String connection, FoccoSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * An item of Focco.
   *
   * @param mask the id of its configuration; null for none
   */
  record Item(String code, Long mask) {}

  Item item(Line line) {
    Optional<FoccoSettings.ItemRule> rule =
        settings.mappings().items().stream().filter(it -> line.sku().equals(it.sku())).findFirst();
    if (rule.isPresent()) {
      return new Item(rule.get().code(), rule.get().mask());
    }
    String code =
        switch (settings.itemCode()) {
          case REF_ID -> line.ref();
          case SKU -> line.sku();
          case EAN -> line.ean();
        };
    if (code == null || code.isBlank()) {
      String key = settings.itemCode().name().toLowerCase(Locale.ROOT).replace('_', '-');
      throw refused(
              "SKU %s (%s) has no %s; give it one in the store, or add it to %s.mappings.items"
                  .formatted(line.sku(), line.name(), key, keys()))
          .because("focco.no-item-code", line.sku());
    }
    return FoccoSkus.item(code);
  }

  /** By the rules for the largest payment, since Focco knows one condition an order. */
  Optional<Long> ruledPaymentTerms(Order order) {
    return largest(order).flatMap(this::ruled);
  }

  static Optional<Payment> largest(Order order) {
    return order.payments().stream().max(Comparator.comparing(Payment::value));
  }

  /** What an order gets that no rule is for. */
  long paymentTerms(Order order) {
    Optional<Payment> largest = largest(order);
    FoccoSettings.PaymentTerms terms = settings.mappings().paymentTerms();
    if (terms.otherwise() != null) {
      return terms.otherwise();
    }
    String key = keys() + ".mappings.payment-terms";
    String sentence =
        "No payment terms for %s; add a rule or a default to %s"
            .formatted(
                largest
                    .map(it -> "%s in %d installments".formatted(it.method(), it.installments()))
                    .orElse("an order without payments"),
                key);
    if (terms.rules().isEmpty()) {
      throw new MissingSetting(key, sentence).failure(sentence);
    }
    throw refused(sentence)
        .because("focco.no-payment-terms", largest.map(Payment::method).orElse(null));
  }

  /**
   * Focco's code of the carrier by the rules for its name, else the default; empty when there is
   * none.
   */
  Optional<Long> anyCarrier(Order order) {
    Freight freight = order.freight();
    return settings.mappings().carriers().rules().stream()
        .filter(it -> freight != null)
        .filter(it -> same(it.name(), freight.carrier()) || same(it.name(), freight.service()))
        .findFirst()
        .map(FoccoSettings.CarrierRule::code)
        .or(() -> Optional.ofNullable(settings.mappings().carriers().otherwise()));
  }

  /** As {@link #anyCarrier}; an order that travels must have one. */
  long carrier(Order order) {
    Optional<Long> carrier = anyCarrier(order);
    if (carrier.isPresent()) {
      return carrier.get();
    }
    Freight freight = order.freight();
    if (settings.mappings().carriers().rules().isEmpty()) {
      String key = keys() + ".mappings.carriers";
      String sentence =
          "No carrier for %s (%s); add rules or a default to %s"
              .formatted(freight.carrier(), freight.service(), key);
      throw new MissingSetting(key, sentence).failure(sentence);
    }
    throw refused(
            "No carrier for %s (%s); add a rule or a default to %s.mappings.carriers"
                .formatted(freight.carrier(), freight.service(), keys()))
        .because("focco.no-carrier", "%s (%s)".formatted(freight.carrier(), freight.service()));
  }

  private Optional<Long> ruled(Payment payment) {
    return settings.mappings().paymentTerms().rules().stream()
        .filter(it -> same(it.method(), payment.method()) || same(it.method(), payment.group()))
        .filter(it -> it.installments() == null || it.installments() == payment.installments())
        .max(Comparator.comparing(it -> it.installments() == null ? 0 : 1))
        .map(FoccoSettings.PaymentRule::code);
  }

  private String keys() {
    return "ponte.connections." + connection;
  }

  private static DeliveryFailure refused(String sentence) {
    return new DeliveryFailure(FailureClass.REJECTED, sentence);
  }

  static boolean same(String one, String other) {
    return one != null && other != null && plain(one).equals(plain(other));
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .strip();
  }
}
