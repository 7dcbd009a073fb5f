package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.LenientJson;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one method lists: the records that were changed since a date, page by page. The date moves
 * when all pages were recorded, to the greatest date of change seen, less an overlap.
 */
final class PresenceFeed implements Feed {

  /** Failures that say nothing of the page that was asked for. */
  private static final Set<FailureClass> UNSAID =
      Set.of(FailureClass.THROTTLED, FailureClass.UNAUTHORIZED, FailureClass.FORBIDDEN);

  private final Api api;
  private final Clock clock;
  private final PresenceList list;
  private final Function<Connection, Mapper> mapper;

  PresenceFeed(Api api, Clock clock, PresenceList list, Function<Connection, Mapper> mapper) {
    this.api = api;
    this.clock = clock;
    this.list = list;
    this.mapper = mapper;
  }

  /** From a record to what it says. */
  interface Mapper {

    /**
     * The message; empty while there is nothing to tell.
     *
     * @throws IllegalArgumentException in a sentence, when the record cannot be understood
     */
    Optional<? extends Message> message(PresenceRow row);

    /** Whether the record alone says too little, and its complete form may help. */
    default boolean isPartial(PresenceRow row) {
      return false;
    }
  }

  @Override
  public String cursor() {
    return list.method();
  }

  /** Kept, so that a poll which finds nothing for days loses none of them. */
  @Override
  public String first(Connection connection) {
    PresenceSettings.Query query = query(connection);
    return (query.since() == null
            ? PresencePosition.since(clock.instant(), query.overlap(), connection.zone())
            : PresencePosition.first(query.since().toString()))
        .json();
  }

  @Override
  public Page read(Connection connection, String at) {
    PresencePosition here = PresencePosition.parse(at);
    PresenceAnswer answer = send(connection, here, false);
    List<JsonNode> records = answer.records();
    Instant newest = newest(here.newest(), records, connection.zone());
    Optional<Long> more =
        records.isEmpty()
            ? Optional.empty()
            : answer.nextOffset().filter(offset -> offset > here.offset());
    PresencePosition next =
        more.map(offset -> here.next(offset, answer.nextStartedAt(), newest))
            .orElseGet(
                () -> here.concluded(newest, query(connection).overlap(), connection.zone()));
    Supplier<Map<String, JsonNode>> complete = new Once(() -> complete(connection, here));
    Mapper mapper = this.mapper.apply(connection);
    List<Entry> entries =
        sorted(records, connection.zone()).stream()
            .map(json -> entry(connection, new PresenceRow(list, json), mapper, complete))
            .toList();
    return new Page(entries, next.json(), more.isEmpty());
  }

  /** A list that Presence no longer goes on with is begun anew. */
  @Override
  public String after(Connection connection, String at, DeliveryFailure failure) {
    PresencePosition here = PresencePosition.parse(at);
    boolean answered = failure instanceof ApiFailure it && it.answer().isPresent();
    return answered && !here.isFirstPage() && !UNSAID.contains(failure.failureClass())
        ? here.restarted().json()
        : at;
  }

  private Entry entry(
      Connection connection,
      PresenceRow row,
      Mapper mapper,
      Supplier<Map<String, JsonNode>> complete) {
    return Entry.once(
            row.mark(connection.name()),
            row.json(),
            json -> messages(connection, new PresenceRow(list, json), mapper))
        .correlated(row.correlation())
        .readBy(
            () -> mapper.isPartial(row) ? row.with(complete.get().get(row.name())) : row.json());
  }

  private List<? extends Message> messages(Connection connection, PresenceRow row, Mapper mapper) {
    try {
      return mapper.message(row).map(List::of).orElse(null);
    } catch (IllegalArgumentException e) {
      throw new UnmappableRecord(
          "Record %s of %s on %s cannot be taken: %s. Put that right, then have the dead letter fetched again"
              .formatted(row.pk(), list.method(), connection.name(), e.getMessage()),
          e);
    }
  }

  /** One call for the whole page, when first asked; a failure is every row's. */
  private static final class Once implements Supplier<Map<String, JsonNode>> {
    private final Supplier<Map<String, JsonNode>> call;
    private Map<String, JsonNode> answer;
    private DeliveryFailure failure;

    Once(Supplier<Map<String, JsonNode>> call) {
      this.call = call;
    }

    @Override
    public Map<String, JsonNode> get() {
      if (failure != null) {
        throw failure;
      }
      try {
        answer = answer == null ? call.get() : answer;
        return answer;
      } catch (DeliveryFailure unread) {
        failure = unread;
        throw unread;
      }
    }
  }

  /** The states of one record may be listed in any order; they happened in that of their dates. */
  private Collection<JsonNode> sorted(List<JsonNode> records, ZoneId zone) {
    records.sort(Comparator.comparing(it -> changedAt(it, zone)));
    return list.isState() ? newest(records) : records;
  }

  private static Collection<JsonNode> newest(List<JsonNode> records) {
    Map<Object, JsonNode> byPk = new LinkedHashMap<>();
    for (JsonNode record : records) {
      String pk = PresenceJson.text(record, "pk");
      // What is newer goes behind what came before it.
      byPk.remove(pk);
      byPk.put(pk == null ? record : pk, record);
    }
    return byPk.values();
  }

  /** The greatest date of change; a date in the future does not count, it would hide others. */
  private Instant newest(Instant before, List<JsonNode> records, ZoneId zone) {
    Instant now = clock.instant();
    Instant newest = before;
    for (JsonNode record : records) {
      Instant at = changedAt(record, zone);
      if (!at.equals(Instant.MIN) && !at.isAfter(now) && (newest == null || at.isAfter(newest))) {
        newest = at;
      }
    }
    return newest;
  }

  /** When the record was changed; the beginning of time when it does not say. */
  private Instant changedAt(JsonNode record, ZoneId zone) {
    try {
      String text = PresenceJson.first(record, list.dateFields());
      OffsetDateTime at = LenientJson.time(text, "dataAt", zone);
      return at == null ? Instant.MIN : at.toInstant();
    } catch (IllegalArgumentException noDate) {
      return Instant.MIN;
    }
  }

  private Map<String, JsonNode> complete(Connection connection, PresencePosition here) {
    Map<String, JsonNode> byName = new HashMap<>();
    send(connection, here, true)
        .records()
        .forEach(it -> byName.put(new PresenceRow(list, it).name(), it));
    return byName;
  }

  private PresenceAnswer send(Connection connection, PresencePosition here, boolean withItems) {
    PresenceSettings.Query query = query(connection);
    ObjectNode arguments = PresenceAnswer.JSON.createObjectNode();
    arguments.put(PresenceMethods.DATE, here.since());
    arguments.put(PresenceMethod.OFFSET, here.offset());
    arguments.put(PresenceMethod.LIMIT, query.limit());
    if (here.startedAt() != null) {
      arguments.put(query.startedAt(), here.startedAt());
    }
    if (withItems) {
      arguments.put(PresenceMethods.WITH_ITEMS, true);
    }
    list.options(connection.settings(PresenceSettings.class)).forEach(arguments::putPOJO);
    ApiCall call = PresenceMethods.get(list.method()).call(connection, arguments);
    return PresenceAnswer.of(api.send(connection, call)).orElseThrow();
  }

  private static PresenceSettings.Query query(Connection connection) {
    return connection.settings(PresenceSettings.class).query();
  }
}
