package dev.ponte.kit;

import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a connection acknowledged, in memory; one pass after the other is due. */
public final class TestChecks implements ReconciliationPasses {

  private final String source;
  private final Map<String, String> acknowledged = new LinkedHashMap<>();
  private final List<Difference> reported = new ArrayList<>();
  private String position;
  private Set<String> seen = new HashSet<>();

  /**
   * @param source the connection that all messages were read from
   */
  public TestChecks(String source) {
    this.source = source;
  }

  /** The message of this key was acknowledged. */
  public void acknowledged(String key, String json) {
    acknowledged.put(key, json);
  }

  /** Where the pass stands; null when it is at its beginning, or over. */
  public String position() {
    return position;
  }

  @Override
  public Optional<ReconciliationPass> begin(String type, String connection, Duration every) {
    return Optional.of(new Pass(type, connection));
  }

  @Override
  public Optional<ReconciliationPass> lookAhead(String type, String connection) {
    return begin(type, connection, null);
  }

  @Override
  public void report(Difference difference) {
    reported.add(difference);
  }

  /** What was found by the way. */
  public List<Difference> reported() {
    return reported;
  }

  private final class Pass implements ReconciliationPass {
    private final String type;
    private final String connection;

    Pass(String type, String connection) {
      this.type = type;
      this.connection = connection;
    }

    @Override
    public Optional<String> position() {
      return Optional.ofNullable(position);
    }

    @Override
    public List<Difference> compare(
        Map<String, Map<String, String>> held, Function<String, Expected> expected) {
      return held.entrySet().stream()
          .filter(it -> acknowledged.containsKey(it.getKey()))
          .peek(it -> seen.add(it.getKey()))
          .map(it -> difference(it.getKey(), it.getValue(), expected))
          .flatMap(Optional::stream)
          .toList();
    }

    @Override
    public void reached(String reached) {
      position = reached;
    }

    @Override
    public Iterator<List<Difference>> missing(Function<String, Expected> expected) {
      return List.of(
              acknowledged.keySet().stream()
                  .filter(it -> !seen.contains(it))
                  .map(it -> difference(it, null, expected))
                  .flatMap(Optional::stream)
                  .toList())
          .iterator();
    }

    @Override
    public void finish() {
      position = null;
      seen = new HashSet<>();
    }

    private Optional<Difference> difference(
        String key, Map<String, String> held, Function<String, Expected> expected) {
      return Difference.between(
          expected.apply(acknowledged.get(key)).values(),
          held,
          (wanted, found) -> new Difference(null, type, source, key, connection, wanted, found));
    }
  }
}
