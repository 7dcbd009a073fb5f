package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.HttpErrors;
import dev.ponte.connection.Limits;
import dev.ponte.connection.Operation;
import dev.ponte.connection.Operations;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Focco ERP's e-commerce API ("Padrão Antigo"). */
@Component
final class FoccoSystem implements ApiSystem {

  static final String LOGIN = "requestaccess";

  private static final String COMMAND = "/api/Commands/Comercial.Ecommerce.WebServices.%sCommand";

  static final Operations TABLE = Operations.of("focco");

  /** Of an operation: what the document wraps its arguments in. */
  private static final String INSIDE = "inside";

  @Override
  public String name() {
    return "focco";
  }

  @Override
  public Class<?> settings() {
    return FoccoSettings.class;
  }

  @Override
  public Optional<String> missing(Connection connection, String type) {
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    FoccoSettings.PaymentTerms terms = settings.mappings().paymentTerms();
    return type.equals(Order.TYPE)
            && terms.otherwise() == null
            && terms.rules().isEmpty()
            && !terms.customer()
            && settings.rules().stream().allMatch(it -> it.set().paymentTerms() == null)
        ? Optional.of(
            "Focco takes no order without payment terms; set ponte.connections.%s.mappings.payment-terms.default, or rules"
                .formatted(connection.name()))
        : Optional.empty();
  }

  /** No document says when Saldo falls; the later of both never sells what is gone. */
  @Override
  public Stock.Falls stockFalls() {
    return Stock.Falls.INVOICE;
  }

  /** Of what has no code for Focco the order itself becomes a dead letter. */
  @Override
  public Optional<String> stockSku(Connection connection, Line line) {
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    try {
      FoccoCodes.Item item = new FoccoCodes(connection.name(), settings).item(line);
      return Optional.of(new FoccoSkus(settings).sku(item));
    } catch (DeliveryFailure noCode) {
      return Optional.empty();
    }
  }

  @Override
  public BigDecimal stockPieces(Connection connection, Line line) {
    return FoccoUnits.pieces(line, connection.settings(FoccoSettings.class).mappings().baseUnits());
  }

  @Override
  public List<String> doubts(Connection connection, Api api) {
    return new FoccoDoubts(new FoccoApi(api), connection).list();
  }

  @Override
  public List<String> requiredKeys() {
    return List.of("base-url", "user", "password");
  }

  @Override
  public Limits limits() {
    return Limits.UNDOCUMENTED;
  }

  @Override
  public Authentication authentication(Connection connection, Api api) {
    return new FoccoLogin(connection, api);
  }

  @Override
  public Optional<Probe> probe() {
    return Optional.of(new Probe("GetCondicoesPagamento", "{}"));
  }

  @Override
  public Operations operations() {
    return TABLE;
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    Operation command = TABLE.get(operation);
    String inside = command.more().get(INSIDE);
    if (inside != null && !arguments.has(inside)) {
      throw new IllegalArgumentException(
          "%s takes its arguments inside of \"%s\"".formatted(operation, inside));
    }
    command.check(inside == null ? arguments : arguments.get(inside));
    return command(connection, operation).json(arguments.toString());
  }

  /** The call of a command, without its body. */
  static ApiCall command(Connection connection, String command) {
    Operation documented = TABLE.get(command);
    ApiCall call =
        ApiCall.post(command, COMMAND.formatted(documented.path()))
            .effect(documented.effect())
            .priority(documented.priority());
    for (var header : connection.settings(FoccoSettings.class).headers().entrySet()) {
      call = call.header(header.getKey(), header.getValue());
    }
    return call;
  }

  /** The body is the verdict, whatever the status; only without one the status decides. */
  @Override
  public void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    if (answer.status() == 401) {
      HttpErrors.judge(connection, call, answer);
    }
    Optional<FoccoEnvelope> envelope = FoccoEnvelope.of(answer);
    if (envelope.isPresent() && envelope.get().hasVerdict()) {
      if (!envelope.get().succeeded()) {
        throw HttpErrors.failure(
            connection,
            call,
            answer,
            classOf(connection, call, answer, envelope.get().words()),
            envelope.get().words());
      }
      return;
    }
    HttpErrors.judge(connection, call, answer);
    if (envelope.isEmpty()) {
      throw new ApiFailure(
          HttpErrors.unclear(call),
          "%s answered %s with something that is no JSON"
              .formatted(connection.name(), call.operation()),
          null,
          null,
          answer,
          null);
    }
  }

  /**
   * That something failed is Focco's word, so nothing was done; unless the database was lost on the
   * way, or the answer is one of a server in trouble.
   */
  private static FailureClass classOf(
      Connection connection, ApiCall call, ApiAnswer answer, String words) {
    FoccoSettings.Errors errors = connection.settings(FoccoSettings.class).errors();
    if (errors.lost().matcher(words).find()) {
      return HttpErrors.unclear(call);
    }
    if (errors.retryable().matcher(words).find()) {
      return answer.status() < 500 ? FailureClass.TRANSIENT : HttpErrors.unclear(call);
    }
    return call.operation().equals(LOGIN) ? FailureClass.UNAUTHORIZED : FailureClass.REJECTED;
  }
}
