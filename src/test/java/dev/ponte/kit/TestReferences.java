package dev.ponte.kit;

import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** References in memory. */
public final class TestReferences implements References {

  private final Map<String, Reference> all = new LinkedHashMap<>();

  @Override
  public Optional<Reference> byKey(String kind, String source, String key, String connection) {
    return Optional.ofNullable(all.get(String.join("|", kind, source, key, connection)));
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
    return all.values().stream()
        .filter(it -> it.kind().equals(kind) && it.connection().equals(connection) && it.open())
        .limit(limit)
        .toList();
  }

  @Override
  public void save(Collection<Reference> references) {
    references.forEach(
        it -> all.put(String.join("|", it.kind(), it.source(), it.key(), it.connection()), it));
  }

  @Override
  public void seen(Collection<Reference> references) {
    references.forEach(
        it -> {
          String key = String.join("|", it.kind(), it.source(), it.key(), it.connection());
          all.put(key, all.remove(key));
        });
  }
}
