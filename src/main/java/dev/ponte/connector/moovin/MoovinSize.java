package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.MoovinCatalogue.Known;
import dev.ponte.connector.moovin.MoovinCatalogue.Standing;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One size on its way to a store. Moovin has a status of a product and of a colour, none of a size:
 * a colour may be sold while one of its sizes may.
 */
final class MoovinSize {

  private static final String EAN = "ean13";
  private static final String OWN_STATUS = "active";
  private static final Set<String> STATUSES =
      Set.of(MoovinProductMapper.STATUS, MoovinProductMapper.COLOUR_STATUS, OWN_STATUS);

  private final Connection connection;
  private final Product product;
  private final Delivery delivery;
  private final MoovinCatalogue catalogue;
  private final MoovinProductUpdates updates;
  private final boolean active;

  MoovinSize(
      Connection connection,
      Product product,
      Delivery delivery,
      MoovinCatalogue catalogue,
      MoovinProductUpdates updates) {
    this.connection = connection;
    this.product = product;
    this.delivery = delivery;
    this.catalogue = catalogue;
    this.updates = updates;
    this.active = product.status() == Product.Status.ACTIVE;
  }

  /**
   * Makes the calls that are needed.
   *
   * @param known what was known of the sku before
   * @throws DeliveryFailure when the store does not know it now
   */
  Outcome deliver(Optional<Known> known) {
    MoovinVariation variation;
    ObjectNode record;
    Known now;
    try {
      variation = MoovinVariation.of(connection, product);
      now = now(variation, known.map(it -> it.standing().saved()).orElse(false));
      record = new MoovinProductMapper(connection).record(product, codes(variation), variation);
    } catch (IllegalArgumentException e) {
      throw MoovinUpdates.refused(connection, "product " + product.key(), e);
    }
    // Before the other sizes are looked at, since one of them may be on its way as well.
    catalogue.put(connection, now, delivery);
    boolean colourActive =
        active || catalogue.hasOtherActive(connection, now.colour(), product.sku());
    record.put(MoovinProductMapper.STATUS, productActive() ? "1" : "0");
    record.put(MoovinProductMapper.COLOUR_STATUS, colourActive ? "1" : "0");
    return send(record, now);
  }

  private MoovinCodes codes(MoovinVariation variation) {
    MoovinSettings.Codes rule = connection.settings(MoovinSettings.class).codes();
    return MoovinCodes.of(rule, product, variation.colour());
  }

  private Known now(MoovinVariation variation, boolean saved) {
    MoovinCodes codes = codes(variation);
    return new Known(
        product.sku(), codes.colour(), codes.product(), new Standing(active, false, saved));
  }

  private boolean productActive() {
    return product.parent() == null
        ? active
        : catalogue
            .find(connection, product.parent())
            .map(it -> it.standing().active())
            .orElse(true);
  }

  private Outcome send(ObjectNode record, Known now) {
    MoovinSent sent = MoovinSent.of(record.deepCopy().put(OWN_STATUS, active));
    Optional<MoovinSent> before = delivery.progress().map(MoovinSent::parse);
    Set<String> changed = before.map(sent::changed).orElse(Set.of());
    if (before.isPresent() && changed.isEmpty()) {
      return Outcome.skipped("Nothing of it has changed that Moovin is told");
    }
    // A call without an answer may have changed them, and then they are told again.
    before.ifPresent(it -> delivery.checkpoint(it.without(changed).toString()));
    Outcome outcome = before.isPresent() ? update(record, now, changed) : save(record, now);
    delivery.checkpoint(sent.toString());
    return outcome;
  }

  private Outcome update(ObjectNode record, Known now, Set<String> changed) {
    if (changed.equals(Set.of(EAN)) && record.has(EAN)) {
      updates.ean(connection, product, delivery);
      return Outcome.delivered("bar code " + product.ean());
    }
    return STATUSES.containsAll(changed)
        ? status(record, now, changed)
        : save(withoutKnownImages(record, changed), now);
  }

  private Outcome status(ObjectNode record, Known now, Set<String> changed) {
    if (!active && changed.equals(Set.of(OWN_STATUS))) {
      return Outcome.skipped(
          "Moovin has no status of a size, and another size of colour %s is active"
              .formatted(now.colour()));
    }
    boolean colourActive = record.path(MoovinProductMapper.COLOUR_STATUS).asText().equals("1");
    updates.status(connection, now, productActive(), colourActive, delivery);
    return Outcome.delivered(colourActive ? "active" : "inactive");
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
    String told = "product %s, colour %s".formatted(now.product(), now.colour());
    List<List<String>> without = new MoovinCategories(connection).without(product);
    return without.isEmpty()
        ? told
        : "%s, without its categories %s, which have no codes in products.categories"
            .formatted(told, without);
  }

  /** An image that is sent again would be there twice. */
  private static ObjectNode withoutKnownImages(ObjectNode record, Set<String> changed) {
    return changed.contains(MoovinProductMapper.IMAGES)
        ? record
        : record.deepCopy().without(MoovinProductMapper.IMAGES);
  }
}
