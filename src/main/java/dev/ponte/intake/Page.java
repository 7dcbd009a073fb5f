package dev.ponte.intake;

import java.util.List;
import java.util.Map;

/**
 * One page of a {@link Feed}.
 *
 * @param entries in the order in which they are to be recorded
 * @param next where the next page begins; after the last one, where the next poll does; null for
 *     the beginning
 * @param last whether this run has read all there is
 * @param also further cursors of the connection that move with the page, by name
 */
public record Page(List<Entry> entries, String next, boolean last, Map<String, String> also) {

  public Page(List<Entry> entries, String next, boolean last) {
    this(entries, next, last, Map.of());
  }
}
