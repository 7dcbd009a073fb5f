package dev.ponte.console;

import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockRule;
import dev.ponte.connection.Connections;
import dev.ponte.ledger.view.States;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The number that each store may be told of a stock, and how it comes about. */
@Component
public class AvailableToSell {

  private final Connections connections;

  AvailableToSell(Connections connections) {
    this.connections = connections;
  }

  /**
   * For one store.
   *
   * @param source that tells the stock
   */
  public record Store(String name, String source, StockRule.Sum sum) {}

  /** By the newest value of each source, for all stores to which it goes; none for no stock. */
  public List<Store> of(States.View view) {
    return view.known().stream()
        .filter(it -> it.value() instanceof Stock)
        .flatMap(it -> of(view, it.source(), (Stock) it.value()))
        .toList();
  }

  private Stream<Store> of(States.View view, String source, Stock stock) {
    return view.told().stream()
        .filter(it -> it.source().equals(source))
        .map(States.Told::subscriber)
        .distinct()
        .flatMap(name -> connections.find(name).stream())
        .flatMap(
            connection ->
                connection.system().stockTold(connection, stock).stream()
                    .map(sum -> new Store(connection.name(), source, sum)));
  }
}
