package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.catalogue.Catalogue.Known;
import dev.ponte.connector.moovin.catalogue.Catalogue.Standing;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One size on its way to a store. Moovin has a status of a product and of a colour, none of a size:
 * a colour may be sold while one of its sizes may.
 *
 * <p>What the source sells no more is not for sale, and is again when the source sells it again.
 * Else nothing is put up for sale: what the store says of a colour is told as it is, and what is
 * new gets {@code product-defaults.active}.
 */
final class ColourSize {

  private static final String EAN = "ean13";
  private static final String OWN_STATUS = "active";
  private static final String CATEGORIES = "categorias";

  /** What is remembered beside the fields: it was made without being for sale. */
  private static final String NOT_FOR_SALE = "~not-for-sale";

  /** The store had it before, under codes of its own. */
  private static final String LINKED = "~linked";

  private static final Set<String> STATUSES =
      Set.of(ProductMapper.STATUS, ProductMapper.COLOUR_STATUS, OWN_STATUS);

  private final Connection connection;
  private final MoovinSettings settings;
  private final Product product;
  private final Delivery delivery;
  private final Catalogue catalogue;
  private final ProductUpdates updates;
  private final Holdings holdings;
  private final boolean active;
  private final Told told;
  private final boolean first;

  ColourSize(
      Connection connection,
      Product product,
      Delivery delivery,
      Catalogue catalogue,
      ProductUpdates updates,
      Holdings holdings) {
    this.connection = connection;
    this.settings = connection.settings(MoovinSettings.class);
    this.product = product;
    this.delivery = delivery;
    this.catalogue = catalogue;
    this.updates = updates;
    this.holdings = holdings;
    this.active = product.status() == Product.Status.ACTIVE;
    this.told = Told.of(delivery);
    this.first = told.isEmpty() || told.making().isPresent();
  }

  /**
   * Makes the calls that are needed.
   *
   * @param known what was known of the sku before
   * @throws DeliveryFailure when the store does not know it now
   */
  Outcome deliver(Optional<Known> known) {
    boolean saved = known.map(it -> it.standing().saved()).orElse(false);
    boolean linked = first ? saved : told.has(LINKED);
    Optional<Codes> own = known.filter(it -> linked).map(ColourSize::codes);
    ObjectNode record = record(own);
    if (first && !saved) {
      own = holdings.size(connection, Codes.size(product.sku()), delivery);
      record = own.isPresent() ? record(own) : record;
    }
    boolean held = saved || own.isPresent();
    Known now = now(record, held);
    // Before the other sizes are looked at, since one of them may be on its way as well.
    catalogue.put(connection, now, delivery);
    Optional<String> untold = untold(held);
    if (untold.isPresent()) {
      return Outcome.skipped(untold.get());
    }
    boolean colourActive =
        active || catalogue.hasOtherActive(connection, now.colour(), product.sku());
    record.put(ProductMapper.STATUS, productActive() ? "1" : "0");
    record.put(ProductMapper.COLOUR_STATUS, colourActive ? "1" : "0");
    return send(record, now, own.isPresent());
  }

  /** Why the store is not told of it; empty when it is. */
  private Optional<String> untold(boolean held) {
    if (held && !connection.sending().changesProducts()) {
      return Optional.of(
          "%s has it, and by products.send gets new products only".formatted(connection.name()));
    }
    if (!held && !connection.sending().createsProducts()) {
      return Optional.of(
          "%s does not have it, and by products.send gets changes only"
              .formatted(connection.name()));
    }
    return held || active
        ? Optional.empty()
        : Optional.of(
            "It is not sold any more, and %s does not have it".formatted(connection.name()));
  }

  /**
   * @param own the store's codes of it; empty when ours are used
   */
  private ObjectNode record(Optional<Codes> own) {
    MoovinVariation variation = MoovinVariation.of(connection, product);
    Codes codes = own.orElseGet(() -> Codes.of(settings.codes(), product, variation.colour()));
    return new ProductMapper(connection).record(product, codes, variation);
  }

  private static Codes codes(Known known) {
    return new Codes(known.product(), known.colour(), Codes.size(known.sku()));
  }

  private Known now(ObjectNode record, boolean saved) {
    return new Known(
        product.sku(),
        record.path("produto_codigo_cor").asText(),
        record.path("produto_codigo").asText(),
        new Standing(active, false, saved));
  }

  private boolean productActive() {
    return product.parent() == null
        ? active
        : catalogue
            .find(connection, product.parent())
            .map(it -> it.standing().active())
            .orElse(true);
  }

  private Outcome send(ObjectNode record, Known now, boolean linked) {
    Map<String, String> fields = Digest.ofFields(record.deepCopy().put(OWN_STATUS, active));
    Set<String> changed = first ? Set.of() : told.changed(fields);
    if (!first && changed.isEmpty()) {
      return Outcome.skipped("Nothing of it has changed that Moovin is told");
    }
    boolean notForSale = told.has(NOT_FOR_SALE);
    Outcome outcome;
    if (first) {
      boolean made = !now.standing().saved();
      boolean colourActive = isForSale(record, now, changed);
      notForSale = notForSale || made && active && !colourActive;
      // When its answer is lost, the store has it by then, and it is known that we made it.
      told.making(Instant.EPOCH, marks(notForSale, linked));
      outcome = told.by(() -> save(asTold(record, now, made, colourActive), now));
    } else {
      told.telling(changed);
      outcome = told.by(() -> update(record, now, changed));
    }
    told.holds(fields, marks(notForSale, linked));
    return outcome;
  }

  private static List<String> marks(boolean notForSale, boolean linked) {
    List<String> marks = new ArrayList<>();
    if (notForSale) {
      marks.add(NOT_FOR_SALE);
    }
    if (linked) {
      marks.add(LINKED);
    }
    return marks;
  }

  private Outcome update(ObjectNode record, Known now, Set<String> changed) {
    if (changed.equals(Set.of(EAN)) && record.has(EAN)) {
      updates.ean(connection, product, delivery);
      return Outcome.delivered("bar code " + product.ean());
    }
    if (!active && changed.equals(Set.of(OWN_STATUS))) {
      return Outcome.skipped(
          "Moovin has no status of a size, and another size of colour %s is active"
              .formatted(now.colour()));
    }
    boolean colourActive = isForSale(record, now, changed);
    return STATUSES.containsAll(changed)
        ? status(record, now, colourActive)
        : save(withoutKnownImages(asTold(record, now, false, colourActive), changed), now);
  }

  private Outcome status(ObjectNode record, Known now, boolean colourActive) {
    if (is(record, ProductMapper.COLOUR_STATUS) && !colourActive) {
      return Outcome.skipped(
          "It is not for sale in %s, where it is put up for sale".formatted(connection.name()));
    }
    updates.status(connection, now, productStatus(record, colourActive), colourActive, delivery);
    return Outcome.delivered(colourActive ? "active" : "inactive");
  }

  /** Whether the colour is to be for sale. */
  private boolean isForSale(ObjectNode record, Known now, Set<String> changed) {
    if (!is(record, ProductMapper.COLOUR_STATUS)) {
      return false;
    }
    boolean isBack =
        changed.contains(ProductMapper.COLOUR_STATUS) || active && changed.contains(OWN_STATUS);
    if (isBack && (first || !told.has(NOT_FOR_SALE))) {
      return true;
    }
    return holdings
        .colour(connection, now.colour(), delivery)
        .orElse(settings.productDefaults().active());
  }

  /** What a product without variations is, is what its one colour is. */
  private boolean productStatus(ObjectNode record, boolean colourActive) {
    return is(record, ProductMapper.STATUS) && (product.parent() != null || colourActive);
  }

  /**
   * The record as the store gets it.
   *
   * @param made whether the store does not have the size
   */
  private ObjectNode asTold(ObjectNode record, Known now, boolean made, boolean colourActive) {
    ObjectNode sent = record.deepCopy();
    boolean firstOfProduct = made && !colourActive && !hasProduct(now);
    boolean productActive = !firstOfProduct && productStatus(record, colourActive);
    sent.put(ProductMapper.STATUS, productActive ? "1" : "0");
    sent.put(ProductMapper.COLOUR_STATUS, colourActive ? "1" : "0");
    if (made && !connection.sending().changesProducts()) {
      sent.put("atualiza", "0");
    }
    if (!made) {
      keep(sent, CATEGORIES, "limpar_categorias");
      keep(sent, ProductMapper.IMAGES, "limpar_imagens");
    }
    return sent;
  }

  private boolean hasProduct(Known now) {
    return product.parent() != null
        && (catalogue
                .find(connection, product.parent())
                .filter(it -> it.standing().saved())
                .isPresent()
            || holdings.hasProduct(connection, now.product(), delivery));
  }

  /** What the store has of the kind and was not told stays beside what it is told. */
  private void keep(ObjectNode sent, String group, String clears) {
    if (sent.path(group) instanceof ObjectNode all && (first || !told.has(group))) {
      all.put(clears, "0");
    }
  }

  private static boolean is(JsonNode record, String status) {
    return record.path(status).asText().equals("1");
  }

  private Outcome save(ObjectNode record, Known now) {
    updates.save(connection, product, record, delivery);
    Standing saved = new Standing(active, false, true);
    catalogue.put(connection, new Known(now.sku(), now.colour(), now.product(), saved), delivery);
    if (product.parent() != null) {
      String parent = product.parent();
      catalogue.put(
          connection,
          new Known(parent, parent, parent, new Standing(productActive(), true, true)),
          delivery);
    }
    return Outcome.delivered(words(now));
  }

  private String words(Known now) {
    String words = "product %s, colour %s".formatted(now.product(), now.colour());
    List<List<String>> without = new Categories(connection).without(product);
    return without.isEmpty()
        ? words
        : "%s, without its categories %s, which have no codes in products.categories"
            .formatted(words, without);
  }

  /** An image that is sent again would be there twice. */
  private static ObjectNode withoutKnownImages(ObjectNode record, Set<String> changed) {
    return changed.contains(ProductMapper.IMAGES)
        ? record
        : record.deepCopy().without(ProductMapper.IMAGES);
  }
}
