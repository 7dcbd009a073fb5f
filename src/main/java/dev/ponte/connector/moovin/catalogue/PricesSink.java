package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Price;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.PriceSettings;
import dev.ponte.connector.moovin.api.Updates;
import dev.ponte.connector.moovin.catalogue.Catalogue.Known;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import dev.ponte.sink.Told;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sets the price of a sku's colour or of its size, in one call. Where colours have the prices, that
 * of the size that changed last is the price of all sizes of the colour.
 */
@Component("moovinPricesSink")
final class PricesSink implements Sink<Price> {

  private final Updates updates;
  private final Catalogue catalogue;

  PricesSink(Updates updates, Catalogue catalogue) {
    this.updates = updates;
    this.catalogue = catalogue;
  }

  @Override
  public Class<Price> takes() {
    return Price.class;
  }

  @Override
  public Outcome deliver(Connection connection, Price price, Delivery delivery) {
    Optional<Known> known = catalogue.find(connection, price.sku());
    if (known.filter(it -> it.standing().parent()).isPresent()) {
      return Outcome.skipped("It only holds variations together, and they have prices");
    }
    PriceMapper mapper = new PriceMapper(connection);
    String code = code(connection, price, known);
    boolean toldOld = Told.of(delivery).has(mapper.old());
    ObjectNode record = mapper.record(price, code, toldOld);
    boolean sent = updates.sendNews(connection, Methods.UPDATE_PRICES, record, delivery);
    String words = words(mapper, price, code);
    return sent ? Outcome.delivered(words) : Outcome.skipped("It was told: " + words);
  }

  private static String code(Connection connection, Price price, Optional<Known> known) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    if (settings.prices().level() == PriceSettings.Level.SIZE) {
      return Codes.size(price.sku());
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

  private static String words(PriceMapper mapper, Price price, String code) {
    return mapper.ignoresPromotion(price)
        ? "price of %s, without its promotion, since Moovin takes no dates: see prices.promotions"
            .formatted(code)
        : "price of " + code;
  }
}
