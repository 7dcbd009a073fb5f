package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Comparison;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.connector.moovin.MoovinCatalogue.Known;
import dev.ponte.delivery.Checks;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code moovin-products-check-source}: what would change in the
 * store, before it is sent a product for the first time. Afterwards nothing is compared, since
 * Moovin tells less of a product than it is told.
 */
@Component("moovinProductsCheckSource")
public final class MoovinProductsCheckSource {

  private final Connections connections;
  private final MoovinApi moovin;
  private final MoovinCatalogue catalogue;
  private final MoovinSizes sizes;
  private final Checks checks;

  MoovinProductsCheckSource(
      Connections connections,
      MoovinApi moovin,
      MoovinCatalogue catalogue,
      MoovinSizes sizes,
      Checks checks) {
    this.connections = connections;
    this.moovin = moovin;
    this.catalogue = catalogue;
    this.sizes = sizes;
    this.checks = checks;
  }

  /** Reads all sizes and colours of the store when there is something to compare them with. */
  public Iterator<List<Difference>> compare(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinProductsTruth truth = new MoovinProductsTruth(moovin, connection, sizes);
    return checks
        .lookAhead(Product.TYPE, connection.name())
        .<Iterator<List<Difference>>>map(
            check -> new Comparison(check, run, truth, json -> expected(connection, json)))
        .orElseGet(Collections::emptyIterator);
  }

  private Expected expected(Connection connection, String json) {
    Product product = Canonical.read(Product.class, json);
    Optional<Known> known = catalogue.find(connection, product.sku());
    if (MoovinProductsSink.holdsVariations(product, known)) {
      return Expected.NOTHING;
    }
    boolean active = product.status() == Product.Status.ACTIVE;
    try {
      MoovinVariation variation = MoovinVariation.of(connection, product);
      MoovinCodes codes =
          MoovinCodes.of(
              connection.settings(MoovinSettings.class).codes(), product, variation.colour());
      ObjectNode record = new MoovinProductMapper(connection).record(product, codes, variation);
      if (!active) {
        record.put(MoovinProductMapper.COLOUR_STATUS, "0");
      }
      return Expected.of(values(record))
          .creating(active && connection.sending().createsProducts())
          .changing(connection.sending().changesProducts());
    } catch (IllegalArgumentException untold) {
      return Expected.refused(untold.getMessage());
    }
  }

  private static Map<String, String> values(JsonNode record) {
    Map<String, String> values = new LinkedHashMap<>();
    MoovinProductsTruth.FIELDS.forEach(
        name -> {
          String text = MoovinFields.text(record, name);
          if (text != null) {
            values.put(name, text);
          }
        });
    return values;
  }
}
