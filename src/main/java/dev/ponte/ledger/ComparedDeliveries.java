package dev.ponte.ledger;

import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.ReconciliationPass;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** A {@link ReconciliationPass} of deliveries, of which a page is held at once. */
abstract class ComparedDeliveries implements ReconciliationPass {

  static final int BLOCK = 500;

  /** One delivery, and what it brings. */
  record Compared(long id, String source, String messageKey, String body) {}

  /** Those of these keys that the pass compares. */
  abstract List<Compared> ofKeys(List<String> keys);

  /** Those that the pass has not met in what the connection holds, by their number. */
  abstract List<Compared> unseen(long after);

  /** Compares and counts them; gives what is to be done about. */
  abstract List<Difference> judge(
      List<Compared> page,
      Map<String, Map<String, String>> held,
      Function<String, Expected> expected);

  /** A store's page may be long, and a database compares each row with the whole list. */
  @Override
  public final List<Difference> compare(
      Map<String, Map<String, String>> held, Function<String, Expected> expected) {
    List<String> keys = List.copyOf(held.keySet());
    List<Difference> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BLOCK) {
      List<String> block = keys.subList(from, Math.min(keys.size(), from + BLOCK));
      found.addAll(judge(ofKeys(block), held, expected));
    }
    return found;
  }

  @Override
  public final Iterator<List<Difference>> missing(Function<String, Expected> expected) {
    return new Iterator<>() {
      private long after;
      private List<Compared> page = page();

      @Override
      public boolean hasNext() {
        return !page.isEmpty();
      }

      @Override
      public List<Difference> next() {
        if (page.isEmpty()) {
          throw new NoSuchElementException();
        }
        List<Difference> differences = judge(page, Map.of(), expected);
        page = page();
        return differences;
      }

      private List<Compared> page() {
        List<Compared> unseen = unseen(after);
        after = unseen.isEmpty() ? after : unseen.get(unseen.size() - 1).id();
        return unseen;
      }
    };
  }
}
