package dev.ponte.connector.moovin.catalogue;

import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What Ponte knows of a store's products, durable, as references of kind {@code item} by sku. Stock
 * and prices bring no more than a sku, so the code of its colour is looked up here. A sku is the
 * code of a size in the store and unique there, whatever connection it comes from, so the
 * references belong to none.
 */
@Component("moovinCatalogue")
class Catalogue {

  private static final String ANYONE = "";

  private final References references;

  Catalogue(References references) {
    this.references = references;
  }

  /**
   * One sku.
   *
   * @param sku also the code of the size
   * @param colour code of its colour; of a parent its own
   * @param product code of its product
   * @param standing how it stands
   */
  record Known(String sku, String colour, String product, Standing standing) {

    private static Known of(Reference it) {
      return new Known(it.key(), it.id(), it.label(), Standing.of(it.state()));
    }

    private Reference reference(Connection connection) {
      return new Reference(
          Reference.ITEM,
          ANYONE,
          sku,
          connection.name(),
          colour,
          product,
          standing.toString(),
          false);
    }
  }

  /**
   * How a sku stands.
   *
   * @param active whether it may be sold
   * @param parent whether it holds variations together and is not sold itself
   * @param saved whether the store has it
   */
  record Standing(boolean active, boolean parent, boolean saved) {

    private static Standing of(String words) {
      String all = " " + words + " ";
      return new Standing(
          !all.contains(" inactive "), all.contains(" parent "), !all.contains(" unsaved "));
    }

    @Override
    public String toString() {
      return (active ? "active" : "inactive")
          + (parent ? " parent" : "")
          + (saved ? "" : " unsaved");
    }
  }

  /** What is known of a sku; empty when it was never sent. */
  Optional<Known> find(Connection connection, String sku) {
    return references.byKey(Reference.ITEM, ANYONE, sku, connection.name()).map(Known::of);
  }

  /** The skus of a colour that the store has; none when it is no colour that we know. */
  List<String> skusOf(Connection connection, String colour) {
    if (colour == null) {
      return List.of();
    }
    boolean alone =
        connection.settings(MoovinSettings.class).codes().colour()
            == MoovinSettings.Codes.Colour.SKU;
    return alone
        ? List.of(colour)
        : sizes(connection, colour).filter(it -> it.standing().saved()).map(Known::sku).toList();
  }

  /** Whether a size of the colour beside this one may be sold. */
  boolean hasOtherActive(Connection connection, String colour, String sku) {
    return sizes(connection, colour)
        .anyMatch(it -> it.standing().active() && !it.sku().equals(sku));
  }

  /** Keeps what is known, when it is news. */
  void put(Connection connection, Known known, Delivery delivery) {
    if (!find(connection, known.sku()).equals(Optional.of(known))) {
      delivery.reference(known.reference(connection));
    }
  }

  /** Keeps what a source has read. */
  void put(Connection connection, List<Known> all) {
    references.save(all.stream().map(it -> it.reference(connection)).toList());
  }

  private Stream<Known> sizes(Connection connection, String colour) {
    return references.byId(Reference.ITEM, connection.name(), colour).stream()
        .map(Known::of)
        .filter(it -> !it.standing().parent());
  }
}
