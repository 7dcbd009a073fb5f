package dev.ponte.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ponte.ledger.view.Count;
import java.util.List;

/**
 * A part of a list.
 *
 * @param next the {@code cursor} of the next part; null when this is the last one
 * @param count of all that match; null where nobody counts
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Listed<T>(List<T> items, String next, Count count) {

  private static final int MOST = 500;

  /** How many are given at once: 50 unless somebody asks for others, 500 at most. */
  static int limit(Integer asked) {
    return asked == null ? 50 : Math.max(1, Math.min(asked, MOST));
  }
}
