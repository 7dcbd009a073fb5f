package dev.ponte.kit;

import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** References in memory. */
public final class TestReferences implements References {

  private final Map<String, Reference> all = new LinkedHashMap<>();
  private final Set<String> neglected = new HashSet<>();
  private final Map<String, Instant> seenAt = new LinkedHashMap<>();
  private final Clock clock;
  private int saved;
  private int read;

  public TestReferences() {
    this(Clock.systemUTC());
  }

  public TestReferences(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Reference> byKey(String kind, String source, String key, String connection) {
    return Optional.ofNullable(all.get(String.join("|", kind, source, key, connection)));
  }

  @Override
  public Map<String, Reference> byKeys(
      String kind, String source, Collection<String> keys, String connection) {
    Map<String, Reference> found = new LinkedHashMap<>();
    keys.forEach(key -> byKey(kind, source, key, connection).ifPresent(it -> found.put(key, it)));
    return found;
  }

  @Override
  public List<Reference> byId(String kind, String connection, String id) {
    return all.values().stream()
        .filter(it -> it.kind().equals(kind) && it.connection().equals(connection))
        .filter(it -> it.id().equals(id))
        .toList();
  }

  @Override
  public List<Reference> open(String kind, String connection, int limit) {
    List<Reference> open =
        all.values().stream()
            .filter(it -> it.kind().equals(kind) && it.connection().equals(connection) && it.open())
            .limit(limit)
            .toList();
    read += open.size();
    return open;
  }

  @Override
  public List<Reference> likely(
      String kind, String connection, List<String> states, Duration neglected, int limit) {
    return open(kind, connection, Integer.MAX_VALUE).stream()
        .sorted(Comparator.comparingInt(it -> rank(it, states, neglected)))
        .limit(limit)
        .toList();
  }

  private int rank(Reference it, List<String> states, Duration time) {
    if (neglected.contains(it.key()) && time.toDays() < 1) {
      return 0;
    }
    int place = it.state() == null ? -1 : states.indexOf(it.state().toLowerCase(Locale.ROOT));
    return it.state() == null ? 1 : place < 0 ? states.size() + 2 : place + 2;
  }

  /** How many references were written, those that changed nothing included. */
  public int saved() {
    return saved;
  }

  /** How many open references were read. */
  public int read() {
    return read;
  }

  /** From now on it was not looked at for long. */
  public void neglect(String key) {
    neglected.add(key);
  }

  @Override
  public void save(Collection<Reference> references) {
    saved += references.size();
    references.forEach(
        it -> {
          String key = String.join("|", it.kind(), it.source(), it.key(), it.connection());
          all.put(key, it);
          seenAt.put(key, clock.instant());
        });
  }

  @Override
  public void count(Reference it, int more) {
    int before =
        byKey(it.kind(), it.source(), it.key(), it.connection())
            .filter(Reference::open)
            .map(known -> Integer.parseInt(known.state()))
            .orElse(0);
    int now = Math.max(0, before + more);
    save(
        List.of(
            new Reference(
                it.kind(),
                it.source(),
                it.key(),
                it.connection(),
                it.id(),
                it.label(),
                String.valueOf(now),
                now > 0)));
  }

  @Override
  public void seen(Collection<Reference> references) {
    references.forEach(
        it -> {
          String key = String.join("|", it.kind(), it.source(), it.key(), it.connection());
          all.put(key, all.remove(key));
          seenAt.put(key, clock.instant());
          neglected.remove(it.key());
        });
  }
}
