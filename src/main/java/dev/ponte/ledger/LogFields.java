package dev.ponte.ledger;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.MDC;

/**
 * What the lines of the log are about while a delivery is worked on, as fields of their own for
 * whoever collects the log as JSON: {@code order}, {@code origin}, {@code type}, {@code delivery}
 * and {@code connection}, the target. Of a batch only what all of it has in common.
 */
final class LogFields implements AutoCloseable {

  static final String ORDER = "order";
  static final String ORIGIN = "origin";
  static final String TYPE = "type";
  static final String DELIVERY = "delivery";
  static final String CONNECTION = "connection";

  private static final List<String> ALL = List.of(ORDER, ORIGIN, TYPE, DELIVERY, CONNECTION);

  private LogFields() {}

  /** Puts them; closing takes them away again. */
  static LogFields of(List<Claim> claims, String subscriber) {
    put(ORDER, claims, Claim::order);
    put(ORIGIN, claims, Claim::origin);
    put(TYPE, claims, Claim::type);
    put(DELIVERY, claims, it -> String.valueOf(it.id()));
    MDC.put(CONNECTION, subscriber);
    return new LogFields();
  }

  private static void put(String field, List<Claim> claims, Function<Claim, String> value) {
    List<String> values = claims.stream().map(value).distinct().toList();
    if (values.size() == 1 && !Objects.requireNonNullElse(values.get(0), "").isEmpty()) {
      MDC.put(field, values.get(0));
    }
  }

  @Override
  public void close() {
    ALL.forEach(MDC::remove);
  }
}
