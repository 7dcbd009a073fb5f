package dev.ponte.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Mark;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One record of a list.
 *
 * @param mark which record it is, and in which state
 * @param isState whether it is recorded, with the rest of its page, as often as it is listed, since
 *     the ledger finds what has changed; then the mark has no stamp
 * @param listed the record as the list has it, without card data
 * @param correlation by which its source is told what became of it; null when it need not be
 * @param whole reads what the list lacks, without card data; null when it is not to be read now, so
 *     that it comes again. Beside a failure of the mapper this is what a dead letter keeps. Throws
 *     DeliveryFailure when it cannot be read
 * @param mapper what the whole record says; null when it is not to be taken now, so that it comes
 *     again, and empty when there is nothing to tell before it changes. Throws
 *     IllegalArgumentException in a sentence that goes on after a colon
 */
public record Entry(
    Mark mark,
    boolean isState,
    JsonNode listed,
    String correlation,
    Supplier<JsonNode> whole,
    Function<JsonNode, List<? extends Message>> mapper) {

  /** A record that is taken once, until its mark changes. */
  public static Entry once(
      Mark mark, JsonNode listed, Function<JsonNode, List<? extends Message>> mapper) {
    return new Entry(mark, false, listed, null, () -> listed, mapper);
  }

  /**
   * A record of states; one that is refused is a dead letter once, until it changes.
   *
   * @param type canonical
   * @param key what tells it from others of its list; null when nothing does
   */
  public static Entry state(
      Connection connection,
      String type,
      String key,
      JsonNode listed,
      Function<JsonNode, List<? extends Message>> mapper) {
    Mark mark = new Mark(connection.name(), type, key, null);
    return new Entry(mark, true, listed, null, () -> listed, mapper);
  }

  /** This record of a state by itself, since it cannot be taken. */
  Entry refused(RuntimeException why) {
    String stamp = Integer.toHexString(listed.toString().hashCode());
    String key = mark.key() == null ? stamp : mark.key();
    return once(
        new Mark(mark.source(), mark.type(), key, stamp),
        listed,
        it -> {
          throw why;
        });
  }

  /** The same record, of which the source wants to know what became of it. */
  public Entry correlated(String by) {
    return new Entry(mark, isState, listed, by, whole, mapper);
  }

  /** The same record, which has to be read in full by a call of its own. */
  public Entry readBy(Supplier<JsonNode> call) {
    return new Entry(mark, isState, listed, correlation, call, mapper);
  }

  /** What the idempotent repository {@code fetched} knows it by. */
  public String id() {
    return mark.toString();
  }
}
