package dev.ponte.connector.moovin.catalogue;

import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.ListPosition;
import dev.ponte.delivery.Cursors;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.util.Map;

/**
 * Products. What getProdutos answers is in no document, so they are put together of getTamanho and
 * getCor: first all sizes are listed, which are kept and bring no message, then all colours, each
 * of which brings the products of its sizes. Each of the two goes on where it was left.
 *
 * @param cursors keep both positions
 */
record ProductsFeed(Cursors cursors, Feed sizes, Feed colours) implements Feed {

  static final String SIZES = "products-sizes";
  static final String COLOURS = "products";

  @Override
  public Feed opened(Connection connection) {
    return new ProductsFeed(cursors, sizes.opened(connection), colours.opened(connection));
  }

  /**
   * @param at the cursor of the list to read from, then its position if this run has begun it
   */
  @Override
  public Page read(Connection connection, String at) {
    String[] here = (at == null ? begin(connection) : at).split(" ", 2);
    boolean isSizes = here[0].equals(SIZES);
    String position =
        here.length > 1 ? here[1] : cursors.get(connection.name(), here[0]).orElse(null);
    Page page = (isSizes ? sizes : colours).read(connection, position);
    return new Page(
        page.entries(),
        isSizes && page.last() ? COLOURS : here[0] + " " + page.next(),
        !isSizes && page.last(),
        Map.of(here[0], page.next()));
  }

  /** What was begun with the colours goes on with them. */
  private String begin(Connection connection) {
    return cursors
        .get(connection.name(), COLOURS)
        .filter(it -> ListPosition.parse(it).isInside())
        .map(it -> COLOURS)
        .orElse(SIZES);
  }
}
