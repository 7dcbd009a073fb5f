package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connector.moovin.MoovinCatalogue.Known;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code moovin-prices-sink}. */
@Component("moovinPricesSink")
public final class MoovinPricesSink {

  private final Connections connections;
  private final MoovinUpdates updates;
  private final MoovinCatalogue catalogue;

  MoovinPricesSink(Connections connections, MoovinUpdates updates, MoovinCatalogue catalogue) {
    this.connections = connections;
    this.updates = updates;
    this.catalogue = catalogue;
  }

  /**
   * Sets the price of a sku's colour or of its size, in one call. Where colours have the prices,
   * that of the size that changed last is the price of all sizes of the colour.
   *
   * @param json a canonical price
   * @throws DeliveryFailure when Moovin does not know it now; not yet, when its product was not
   *     sent before
   */
  public void deliver(
      String connectionName,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    Connection connection = connections.get(connectionName);
    Price price = Canonical.read(Price.class, json);
    Optional<Known> known = catalogue.find(connection, price.sku());
    if (known.filter(it -> it.standing().parent()).isPresent()) {
      delivery.settle(Outcome.skipped("It only holds variations together, and they have prices"));
      return;
    }
    MoovinPriceMapper mapper = new MoovinPriceMapper(connection);
    String code = code(connection, price, known);
    boolean toldOld = delivery.progress().filter(it -> it.contains(mapper.old())).isPresent();
    ObjectNode record = record(connection, mapper, price, code, toldOld);
    boolean sent =
        updates.sendNews(
            connection, MoovinMethods.UPDATE_PRICES, "price " + price.key(), record, delivery);
    String words = words(mapper, price, code);
    delivery.settle(sent ? Outcome.delivered(words) : Outcome.skipped("It was told: " + words));
  }

  private static String code(Connection connection, Price price, Optional<Known> known) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    if (settings.prices().level() == MoovinPriceSettings.Level.SIZE) {
      return MoovinCodes.size(price.sku());
    }
    if (settings.codes().colour() == MoovinSettings.Codes.Colour.SKU) {
      return price.sku();
    }
    return known
        .filter(it -> it.standing().saved())
        .map(Known::colour)
        .orElseThrow(() -> colourUnknown(connection, price));
  }

  private static DeliveryFailure colourUnknown(Connection connection, Price price) {
    return new DeliveryFailure(
        FailureClass.NOT_YET,
        "The code of the colour of %s in %s is known when its product was sent there; send it, or set ponte.connections.%s.codes.colour to sku, or prices.level to size"
            .formatted(price.sku(), connection.name(), connection.name()));
  }

  private static ObjectNode record(
      Connection connection, MoovinPriceMapper mapper, Price price, String code, boolean toldOld) {
    try {
      return mapper.record(price, code, toldOld);
    } catch (IllegalArgumentException e) {
      throw MoovinUpdates.refused(connection, "price " + price.key(), e);
    }
  }

  private static String words(MoovinPriceMapper mapper, Price price, String code) {
    return mapper.ignoresPromotion(price)
        ? "price of %s, without its promotion, since Moovin takes no dates: see prices.promotions"
            .formatted(code)
        : "price of " + code;
  }
}
