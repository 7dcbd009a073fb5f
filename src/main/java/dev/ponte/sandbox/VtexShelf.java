package dev.ponte.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The orders that the VTEX simulator holds: each as one array of bytes, and an index by status that
 * pages cheaply. Thread-safe.
 */
final class VtexShelf {

  private static final Comparator<Stored> BY_CREATION =
      Comparator.comparing((Stored it) -> it.created).thenComparing(it -> it.id);

  private final Map<String, Stored> orders = new LinkedHashMap<>();
  private final Map<String, NavigableSet<Stored>> index = new HashMap<>();
  private final VtexLogistics logistics;
  private final VtexEventQueue events;
  private boolean frozen;

  /**
   * @param logistics which keeps back what orders take
   * @param events which hears of each change of a status
   */
  VtexShelf(VtexLogistics logistics, VtexEventQueue events) {
    this.logistics = logistics;
    this.events = events;
  }

  /** One order; its changing parts stand beside the document. */
  static final class Stored {
    final String id;
    final Instant created;
    final long value;
    final String row;
    final byte[] rest;
    final List<String> history = new ArrayList<>();
    final List<VtexPackage> packages = new ArrayList<>();
    private List<String> skus;
    String status;
    String listed;
    int handlingCalls;
    int handled;
    int cancels;
    int readsUntilCanceled = -1;

    /**
     * @param row the fields of a list row but for the status, without braces
     * @param rest the document without its changing fields
     */
    Stored(String id, Instant created, long value, String status, String row, String rest) {
      this.id = id;
      this.created = created;
      this.value = value;
      this.status = status;
      this.row = row;
      this.rest = rest.getBytes(StandardCharsets.UTF_8);
      history.add(status);
    }

    /** The skus of its items, in their order. */
    List<String> skus() {
      if (skus == null) {
        skus = VtexRow.skus(rest);
      }
      return skus;
    }
  }

  /** One page of the list. */
  record Page(List<Stored> rows, int total) {}

  synchronized void add(Stored order) {
    Stored before = orders.put(order.id, order);
    if (before != null) {
      listed(before.listed).remove(before);
    }
    list(order);
    events.moved(order.id, null, order.status);
  }

  synchronized Stored get(String id) {
    return orders.get(id);
  }

  synchronized List<String> ids() {
    return List.copyOf(orders.keySet());
  }

  synchronized List<Stored> all() {
    return List.copyOf(orders.values());
  }

  synchronized void move(Stored order, String status) {
    events.moved(order.id, order.status, status);
    order.status = status;
    order.history.add(status);
    logistics.moved(order, status);
    if (!frozen) {
      list(order);
    }
  }

  /** While frozen, the list shows the statuses of the moment, as a lagging index does. */
  synchronized void freeze(boolean frozen) {
    this.frozen = frozen;
    if (!frozen) {
      orders.values().forEach(this::list);
    }
  }

  /**
   * @param status null for all
   */
  synchronized Page page(
      String status, Instant from, Instant to, boolean descending, int page, int size) {
    NavigableSet<Stored> rows = status == null ? everything() : listedInAny(status.split(","));
    if (from != null) {
      rows = rows.tailSet(bound(from), true);
    }
    if (to != null) {
      rows = rows.headSet(bound(to.plusMillis(1)), false);
    }
    List<Stored> slice =
        (descending ? rows.descendingSet() : rows)
            .stream().skip((long) (page - 1) * size).limit(size).toList();
    return new Page(slice, rows.size());
  }

  private NavigableSet<Stored> listedInAny(String[] statuses) {
    if (statuses.length == 1) {
      return listed(statuses[0]);
    }
    NavigableSet<Stored> all = new TreeSet<>(BY_CREATION);
    for (String status : statuses) {
      all.addAll(listed(status));
    }
    return all;
  }

  private NavigableSet<Stored> everything() {
    NavigableSet<Stored> all = new TreeSet<>(BY_CREATION);
    all.addAll(orders.values());
    return all;
  }

  private static Stored bound(Instant at) {
    return new Stored("", at, 0, "", "", "");
  }

  private void list(Stored order) {
    if (order.listed != null) {
      listed(order.listed).remove(order);
    }
    order.listed = order.status;
    listed(order.status).add(order);
  }

  private NavigableSet<Stored> listed(String status) {
    return index.computeIfAbsent(status, any -> new TreeSet<>(BY_CREATION));
  }
}
