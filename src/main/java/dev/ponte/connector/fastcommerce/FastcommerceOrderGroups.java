package dev.ponte.connector.fastcommerce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Orders out of rows: an order is released when the next number begins or the rows end. Holds one
 * order at a time; the pages lie where the answers lie. The last order of a page and the first of
 * the next are said to straddle even when they do not: rows may have been lost between them.
 */
final class FastcommerceOrderGroups implements Iterator<FastcommerceOrderRows> {

  private final Iterator<FastcommercePage> pages;
  private final boolean complete;
  private Iterator<FastcommerceRow> rows = Collections.emptyIterator();
  private List<FastcommerceRow> group = new ArrayList<>();
  private boolean begun;
  private boolean atBoundary;
  private boolean straddles;
  private FastcommerceOrderRows next;

  /**
   * @param complete whether the rows end with these pages; else their last order may lack rows, and
   *     is not released
   */
  FastcommerceOrderGroups(List<FastcommercePage> pages, boolean complete) {
    this.pages = pages.iterator();
    this.complete = complete;
  }

  @Override
  public boolean hasNext() {
    while (next == null && advance()) {
      FastcommerceRow row = rows.next();
      if (number(row).isEmpty()) {
        continue;
      }
      if (!group.isEmpty() && !number(row).equals(number(group.get(0)))) {
        release();
      }
      straddles |= atBoundary;
      atBoundary = false;
      group.add(row);
    }
    if (next == null && !group.isEmpty() && complete) {
      release();
    }
    return next != null;
  }

  @Override
  public FastcommerceOrderRows next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    FastcommerceOrderRows order = next;
    next = null;
    return order;
  }

  private boolean advance() {
    while (!rows.hasNext()) {
      if (!pages.hasNext()) {
        return false;
      }
      rows = pages.next().rows();
      atBoundary = begun;
      begun = true;
      straddles |= atBoundary && !group.isEmpty();
    }
    return true;
  }

  private void release() {
    next = new FastcommerceOrderRows(number(group.get(0)), group, straddles);
    straddles = false;
    group = new ArrayList<>();
  }

  private static String number(FastcommerceRow row) {
    String number = row.get(FastcommerceOrderFields.NUMBER);
    return number == null ? "" : number;
  }
}
