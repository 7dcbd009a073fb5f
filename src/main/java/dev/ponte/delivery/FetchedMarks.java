package dev.ponte.delivery;

import java.util.List;

/** Which records were fetched already; durable. */
public interface FetchedMarks {

  /**
   * Those of the marks whose records were not fetched yet, in their order; asked page by page, so
   * that a long list of known records costs next to nothing.
   */
  List<Mark> unknown(List<Mark> marks);
}
