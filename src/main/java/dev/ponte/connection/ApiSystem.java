package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A kind of API, such as {@code vtex}: all that the connection layer must know of it. Each
 * connector registers one as a Spring bean.
 */
public interface ApiSystem {

  /** The system's name in {@code ponte.connections.<name>.system}. */
  String name();

  /** The record that {@code ponte.connections.<name>.*} is bound to, for the system's own keys. */
  Class<?> settings();

  /**
   * The keys, in kebab case, without which a connection cannot work. The connection is configured
   * when any of them has a value; then a missing one is a fault.
   */
  List<String> requiredKeys();

  /** The limits that hold when the configuration names none, from the system's document. */
  Limits limits();

  /** How calls of this connection identify themselves. Called once a connection. */
  Authentication authentication(Connection connection, Api api);

  /**
   * Decides on a complete answer. Returns normally when the call succeeded, throws an {@link
   * ApiFailure} with class and the system's own words otherwise.
   *
   * <p>The default looks at the HTTP status alone.
   */
  default void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    HttpErrors.judge(connection, call, answer);
  }

  /**
   * Whether an answer with a good HTTP status is a page for people, and so none. A system that
   * sends its data under the content type of a page decides by the body.
   */
  default boolean isPage(ApiCall call, ApiAnswer answer) {
    return answer.isHtml();
  }

  /** The answer of an operation as text, for whoever called it by name; without card data. */
  default String text(ApiCall call, ApiAnswer answer) {
    return answer.text();
  }

  /**
   * What the configuration of the connection lacks for any message of the type to be sent to it, as
   * one sentence that names the key; empty when nothing. What only some messages need is not asked
   * for here.
   */
  default Optional<String> missing(Connection connection, String type) {
    return Optional.empty();
  }

  /**
   * What the settings of the connection say that the system does not know when it is asked, one
   * sentence each that names the key. Makes calls, of which nothing is urgent.
   *
   * @throws ApiFailure when it cannot be asked
   */
  default List<String> doubts(Connection connection, Api api) {
    return List.of();
  }

  /**
   * When the stock that such a connection tells falls by an order, where the configuration does not
   * say so; never for a system that gets no orders from the hub.
   */
  default Stock.Falls stockFalls() {
    return Stock.Falls.NEVER;
  }

  /**
   * The sku under which the connection tells the stock of what a line sells; empty when it tells no
   * stock, or the line has no code for it.
   */
  default Optional<String> stockSku(Connection connection, Line line) {
    return Optional.empty();
  }

  /**
   * What the connection may be told of a stock, and how that comes about; empty when the stock lies
   * at a place of which it is told nothing.
   */
  default Optional<StockRule.Sum> stockTold(Connection connection, Stock stock) {
    return Optional.of(connection.sending().stock().sum(stock));
  }

  /** How many of the connection's units the line takes. */
  default BigDecimal stockPieces(Connection connection, Line line) {
    return line.quantity();
  }

  /** Whether a later invoice of an order takes the place of an earlier one there. */
  default boolean keepsOneInvoice() {
    return false;
  }

  /** Whether what a connection holds of the type can be read, so that a flow can compare it. */
  default boolean isComparable(Connection connection, String type) {
    return false;
  }

  /**
   * What a call needs to be allowed, in words for the person who grants it: its operation, and the
   * permission where the system's document names one. Calls that need the same rest together when
   * it is refused.
   */
  default String permission(ApiCall call) {
    return call.operation();
  }

  /**
   * A read that costs little and shows whether address, login and permission are right, for a
   * person who asks.
   *
   * @param arguments a JSON object
   */
  record Probe(String operation, String arguments) {}

  /** Empty when each read of the system costs too much to be made for that. */
  default Optional<Probe> probe() {
    return Optional.empty();
  }

  /** All documented operations, for {@code <system>-call-action} and the command line. */
  Operations operations();

  /**
   * The call of a documented operation.
   *
   * @param operation name of one of {@link #operations}
   * @param arguments what the operation takes; an empty object when it takes nothing
   * @throws IllegalArgumentException in one sentence, when the operation is unknown or an argument
   *     is missing
   */
  default ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    return operations().get(operation).call(arguments);
  }
}
