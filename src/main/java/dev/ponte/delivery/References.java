package dev.ponte.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cross-references between systems, durable, in the ledger's database. */
public interface References {

  /** The id under which {@code connection} knows the thing that {@code source} calls key. */
  Optional<Reference> byKey(String kind, String source, String key, String connection);

  /** As {@link #byKey} for many, by key; those that are not known are left out. */
  Map<String, Reference> byKeys(
      String kind, String source, Collection<String> keys, String connection);

  /** All things that {@code connection} calls {@code id}; more than one is ambiguous. */
  List<Reference> byId(String kind, String connection, String id);

  /**
   * Open references of a connection, those not looked at for the longest time first.
   *
   * @param limit how many at the most
   */
  List<Reference> open(String kind, String connection, int limit);

  /**
   * Open references of a connection, those first that are likely to have changed: what was not
   * looked at for long, then what no state is known of, then by the place of its state in the list,
   * then the rest. Among equals those not looked at for the longest time come first.
   *
   * @param states in lower case, the most likely to change first
   * @param neglected how long ago the last look must be for a reference to come before all others
   * @param limit how many at the most
   */
  List<Reference> likely(
      String kind, String connection, List<String> states, Duration neglected, int limit);

  /** Stores or replaces the references, keyed by (kind, source, key, connection), in one commit. */
  void save(Collection<Reference> references);

  /**
   * Adds to the number that a reference keeps as its state, whoever else counts at the same time;
   * one that is new or not open begins at 0. It is open while the number is above 0.
   *
   * @param reference with the label that it gets; its state and openness do not matter unless it is
   *     new
   * @param more may be negative; the number never is
   */
  void count(Reference reference, int more);

  /** Notes that these were looked at now and did not change. */
  void seen(Collection<Reference> references);
}
