package dev.ponte.console;

import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.StateMessage;
import dev.ponte.canonical.Stock;
import dev.ponte.ledger.Differences;
import dev.ponte.ledger.view.Sentence;
import dev.ponte.ledger.view.States;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What a page shows of a product, a price or a stock. */
@Component
class StateParts {

  private final Say say;

  StateParts(Say say) {
    this.say = say;
  }

  /**
   * One part.
   *
   * @param name the end of its key in {@code pages*.properties}
   * @param value a text, a number, a time, a sentence or a list of these
   */
  public record Part(String name, Object value) {}

  /** Its parts, without those that are unknown. */
  public List<Part> of(StateMessage it) {
    List<Part> parts = new ArrayList<>();
    if (it instanceof Stock stock) {
      add(parts, "available", stock.available());
      add(parts, "quantity", stock.quantity());
      add(parts, "reserved", stock.reserved());
      add(parts, "sold", stock.sold().stream().map(StateParts::sold).toList());
      add(parts, "readAt", stock.readAt());
    } else if (it instanceof Price price) {
      add(parts, "sale", money(price.sale()));
      add(parts, "list", money(price.list()));
      add(parts, "wholesale", money(price.wholesale()));
      add(parts, "cost", money(price.cost()));
      add(parts, "promotion", promotion(price.promotion()));
    } else if (it instanceof Product product) {
      add(parts, "name", product.name());
      add(parts, "status", status(product));
      add(parts, "brand", product.brand());
      add(parts, "ref", product.ref());
      add(parts, "ean", product.ean());
      add(parts, "parent", product.parent());
      add(parts, "unit", product.unit());
      add(
          parts,
          "categories",
          product.categories().stream().map(path -> String.join(" › ", path)).toList());
    }
    return parts;
  }

  /** What counts of it, in one line. */
  public String line(StateMessage it) {
    if (it instanceof Stock stock) {
      return say.number(stock.available());
    }
    if (it instanceof Price price) {
      return say.money(price.sale());
    }
    return it instanceof Product product
        ? product.name() + ", " + say.sentence(status(product))
        : "";
  }

  /** What the target held otherwise since it was told last; null for nothing that is known. */
  public Differences.Found difference(States.View view, States.Told told) {
    return view.differences().stream()
        .filter(it -> it.connection().equals(told.subscriber()))
        .filter(it -> it.source().equals(told.source()))
        .filter(it -> told.toldAt() == null || it.foundAt().isAfter(told.toldAt().toInstant()))
        .findFirst()
        .orElse(null);
  }

  private static void add(List<Part> parts, String name, Object value) {
    if (value != null && !(value instanceof List<?> several && several.isEmpty())) {
      parts.add(new Part(name, value));
    }
  }

  private static Sentence sold(Stock.Sold it) {
    return Sentence.of("part.sold.of", it.store(), it.open().add(it.known()).toPlainString());
  }

  private static Sentence money(BigDecimal amount) {
    return amount == null ? null : Sentence.of("part.money", amount);
  }

  private static Sentence promotion(Price.Promotion it) {
    return it == null ? null : Sentence.of("part.promotion.of", it.price(), it.from(), it.to());
  }

  private static Sentence status(Product it) {
    return Sentence.of("part.status." + Objects.toString(it.status()).toLowerCase(Locale.ROOT));
  }
}
