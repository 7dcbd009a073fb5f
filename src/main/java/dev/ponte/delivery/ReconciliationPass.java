package dev.ponte.delivery;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One pass of a reconciliation, which may need many runs. Before the first message of a state was
 * sent it is the look ahead: what waits is compared, and no difference comes of it.
 */
public interface ReconciliationPass {

  /** Where the pass goes on, as given to {@link #reached}; empty at its beginning. */
  Optional<String> position();

  /**
   * Compares a page. What the connection never acknowledged is not ours; of what has a newer
   * version on its way nothing can be said yet. Both are left out.
   *
   * @param held by the message's key, the values that the connection has, in its own terms
   * @param expected what it should have by a canonical message, in the same terms
   */
  List<Difference> compare(
      Map<String, Map<String, String>> held, Function<String, Expected> expected);

  /** All before this position was compared, and the differences are recorded. */
  void reached(String position);

  /**
   * What the connection acknowledged before the pass began and does not hold, in pages; to be asked
   * for when all that it holds was compared.
   *
   * @param expected as in {@link #compare}
   */
  Iterator<List<Difference>> missing(Function<String, Expected> expected);

  /** The pass is over. */
  void finish();
}
