package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import dev.ponte.connection.Operations;
import dev.ponte.connector.moovin.api.Method;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinErrors;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.PriceSettings;
import dev.ponte.connector.moovin.api.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The system {@code moovin}. */
@Component
final class MoovinSystem implements ApiSystem {

  private static final int CONCURRENCY = 2;

  /**
   * "Até 60 registros enviados por minuto", one record a call, and reads count. A fixed minute of
   * 60 would let 120 pass around its turn; with one call in each 1,017 ms a minute overlaps at most
   * 60 of these windows, wherever it begins, and there is no burst.
   */
  private static final Duration ONE_CALL = Duration.ofMillis(1_017);

  @Override
  public String name() {
    return "moovin";
  }

  @Override
  public Class<?> settings() {
    return MoovinSettings.class;
  }

  /** Not the base URL: its default in the shipped configuration would make all configured. */
  @Override
  public List<String> requiredKeys() {
    return List.of("token");
  }

  @Override
  public Limits limits() {
    return new Limits(
        CONCURRENCY, Duration.ofSeconds(5), Duration.ofSeconds(60), 1, ONE_CALL, 0, 16L << 20);
  }

  @Override
  public Optional<String> missing(Connection connection, String type) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    String key = "ponte.connections." + connection.name();
    return switch (type) {
      case Stock.TYPE ->
          settings.stock().stores().isEmpty()
              ? Optional.of(
                  "list each location with the code of its distribution centre in %s.stock.stores"
                      .formatted(key))
              : Optional.empty();
      case Product.TYPE ->
          settings.productDefaults().gender() == null
              ? Optional.of(
                  "saveProdutos needs genero, which no source tells; set %s.product-defaults.gender"
                      .formatted(key))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Of products all that getCor and getTamanho tell; what getProdutos does is in no document. */
  @Override
  public boolean isComparable(Connection connection, String type) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    boolean byColour = settings.prices().level() == PriceSettings.Level.COLOUR;
    return Set.of(Stock.TYPE, Product.TYPE).contains(type) || type.equals(Price.TYPE) && byColour;
  }

  /** The token travels in the form. */
  @Override
  public Authentication authentication(Connection connection, Api api) {
    return Authentication.fixed(Map.of());
  }

  @Override
  public void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    new MoovinErrors(connection, call, answer).judge();
  }

  @Override
  public Optional<Probe> probe() {
    return Optional.of(new Probe("getPedidosV2", "{\"limite\": 1}"));
  }

  @Override
  public boolean keepsOneInvoice() {
    return true;
  }

  @Override
  public Operations operations() {
    return Methods.TABLE;
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    Method method = new Methods(settings.furtherMethods()).get(operation);
    ObjectNode record = method.record(arguments);
    method.operation().requireSafe(connection.name(), settings.allowDangerous(), record);
    List<ObjectNode> sent = List.of(spelled(settings, method, record));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", settings.token());
    form.put("data", RecordWriter.write(method, sent, settings.isXml()));
    return ApiCall.post(method.name(), "/webservice/{}/{}", method.method(), settings.format())
        .form(form, StandardCharsets.UTF_8)
        .effect(method.effect(record))
        .priority(method.operation().priority());
  }

  /** How the filter of imported orders is spelled is not certain. */
  private static ObjectNode spelled(MoovinSettings settings, Method method, ObjectNode record) {
    String spelling = settings.orders().importedFilter();
    if (!method.isRead() || !record.has("importado") || spelling.equals("importado")) {
      return record;
    }
    ObjectNode copy = record.deepCopy();
    copy.set(spelling, copy.remove("importado"));
    return copy;
  }
}
