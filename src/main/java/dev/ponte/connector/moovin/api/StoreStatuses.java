package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.MissingSetting;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The statuses of each store. Their codes are the store's own, so they are meant by their type, and
 * read from the store once an hour.
 */
@Component("moovinStoreStatuses")
public class StoreStatuses {

  private static final Duration FRESH = Duration.ofHours(1);

  private final MoovinApi moovin;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  StoreStatuses(MoovinApi moovin, Clock clock) {
    this.moovin = moovin;
    this.clock = clock;
  }

  /** One status of a store. */
  private record Status(String code, String type) {}

  private record Known(List<Status> statuses, Instant at) {}

  /**
   * The codes that are meant.
   *
   * @param wanted a type, or the code of one status
   * @throws DeliveryFailure unconfigured, when the store has no such type, or cannot be asked
   */
  public Set<String> codes(Connection connection, String wanted, CallRecorder delivery) {
    if (wanted.strip().matches("\\d+")) {
      return Set.of(wanted.strip());
    }
    String type = wanted.strip().toLowerCase(Locale.ROOT);
    Set<String> codes =
        statuses(connection, delivery).stream()
            .filter(it -> type.equals(it.type()))
            .map(Status::code)
            .collect(Collectors.toSet());
    if (codes.isEmpty()) {
      String key = "ponte.connections.%s.statuses".formatted(connection.name());
      String sentence =
          "%s has no order status of type %s; create one there and start again, or set another under %s"
              .formatted(connection.name(), type, key);
      throw new MissingSetting(key, sentence).failure(sentence).because("moovin.no-status", type);
    }
    return codes;
  }

  /** As {@link #codes}, of several the lowest: what a status does depends on its type alone. */
  public String code(Connection connection, String wanted, CallRecorder delivery) {
    return codes(connection, wanted, delivery).stream()
        .min(Comparator.comparing(BigInteger::new))
        .orElseThrow();
  }

  /** Whether the store has listed a status of this code. */
  public boolean knows(Connection connection, String code, CallRecorder delivery) {
    return statuses(connection, delivery).stream().anyMatch(it -> it.code().equals(code));
  }

  /** The next question asks the store again. */
  public void forget(Connection connection) {
    known.remove(connection.name());
  }

  private List<Status> statuses(Connection connection, CallRecorder delivery) {
    return known
        .compute(
            connection.name(),
            (name, it) -> isFresh(it) ? it : new Known(read(connection, delivery), clock.instant()))
        .statuses();
  }

  private boolean isFresh(Known it) {
    return it != null && clock.instant().isBefore(it.at().plus(FRESH));
  }

  private List<Status> read(Connection connection, CallRecorder delivery) {
    JsonNode answer =
        moovin.call(
            connection,
            Methods.STATUSES,
            JsonNodeFactory.instance.objectNode().put("limite", "100"),
            delivery);
    return RecordReader.rows(answer, "status_pedido", "status").stream()
        .map(StoreStatuses::status)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Other methods call the same number {@code codigo}. */
  private static Status status(JsonNode row) {
    String code = Fields.firstText(row, "codigo_status", "codigo");
    String type = Fields.text(row, "tipo");
    return code == null || !code.matches("\\d+")
        ? null
        : new Status(code, type == null ? "n/a" : type.toLowerCase(Locale.ROOT));
  }
}
