package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Comparison;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a store holds, page by page; the position is the page's number. */
final class MoovinTruth implements Comparison.Truth {

  private final MoovinPages pages;
  private final Function<List<JsonNode>, Map<String, Map<String, String>>> held;

  /**
   * @param held what rows say, by the message's key
   */
  MoovinTruth(MoovinPages pages, Function<List<JsonNode>, Map<String, Map<String, String>>> held) {
    this.pages = pages;
    this.held = held;
  }

  @Override
  public Comparison.Page page(String position) {
    int number = position == null ? 1 : Integer.parseInt(position);
    MoovinPages.Page page = pages.read(number);
    return new Comparison.Page(
        held.apply(page.rows()), page.isLast() ? null : String.valueOf(number + 1));
  }
}
