package dev.ponte.ledger.view;

/** What is said of an order of which nothing waits. */
final class Done {

  private Done() {}

  static Sentence of(Clocks it, String erp, String number) {
    if (it.cancelledAt() != null) {
      return Sentence.of("answer.cancelled", it.cancelledAt());
    }
    String where = erp == null ? "" : ".in";
    if (it.arrivedAt() != null) {
      return Sentence.of("answer.arrived" + where, it.arrivedAt(), erp, number);
    }
    if (it.shippedAt() != null) {
      return Sentence.of("answer.shipped" + where, it.shippedAt(), erp, number);
    }
    if (it.invoicedAt() != null) {
      return Sentence.of("answer.invoiced" + where, it.invoicedAt(), erp, number);
    }
    if (it.acceptedAt() != null) {
      return Sentence.of("answer.accepted" + where, it.acceptedAt(), erp, number);
    }
    return Sentence.of("answer.recorded", it.recordedAt());
  }
}
