package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.connector.fastcommerce.api.OrderFields;
import dev.ponte.connector.fastcommerce.api.ReportPage;
import dev.ponte.connector.fastcommerce.api.ReportRow;
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
final class OrderGroups implements Iterator<OrderRows> {

  private final Iterator<ReportPage> pages;
  private final boolean complete;
  private Iterator<ReportRow> rows = Collections.emptyIterator();
  private List<ReportRow> group = new ArrayList<>();
  private boolean begun;
  private boolean atBoundary;
  private boolean straddles;
  private OrderRows next;

  /**
   * @param complete whether the rows end with these pages; else their last order may lack rows, and
   *     is not released
   */
  OrderGroups(List<ReportPage> pages, boolean complete) {
    this.pages = pages.iterator();
    this.complete = complete;
  }

  @Override
  public boolean hasNext() {
    while (next == null && advance()) {
      ReportRow row = rows.next();
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
  public OrderRows next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    OrderRows order = next;
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
    next = new OrderRows(number(group.get(0)), group, straddles);
    straddles = false;
    group = new ArrayList<>();
  }

  private static String number(ReportRow row) {
    String number = row.get(OrderFields.NUMBER);
    return number == null ? "" : number;
  }
}
