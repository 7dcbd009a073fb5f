package dev.ponte.connector.fastcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.HttpErrors;
import dev.ponte.connection.Limits;
import dev.ponte.connection.Operations;
import dev.ponte.connector.fastcommerce.api.FastcommerceErrors;
import dev.ponte.connector.fastcommerce.api.FastcommerceOperations;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.Form;
import dev.ponte.connector.fastcommerce.api.ProductCommandRules;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.Reply;
import dev.ponte.connector.fastcommerce.api.ReplyText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The system {@code fastcommerce}, API 2.3. */
@Component
final class FastcommerceSystem implements ApiSystem {

  static final String NAME = "fastcommerce";

  private static final int CALLS_AN_HOUR = 300;

  /**
   * For orders: a poll each 40 s, which is its share, and half a minute between acknowledgements of
   * a store that sells well; for invoices and shipments a batch each two minutes.
   */
  private static final int RESERVE = 120;

  private static final int INVOICE_RESERVE = 30;

  private static final int CONCURRENCY = 2;
  private static final double POLL_SHARE = 0.3;
  private static final long LONGEST_ANSWER = 16L << 20;

  private static final Pattern CARD_FIELD =
      Pattern.compile("(?i)<Field\\s+Name\\s*=\\s*\"cc(?!NumCV\"|AuthCod\")[^\"]*\"[^>]*>");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<?> settings() {
    return FastcommerceSettings.class;
  }

  /** Not the base URL: its default in the shipped configuration would make all configured. */
  @Override
  public List<String> requiredKeys() {
    return List.of("store-name", "store-id", "username", "password");
  }

  /** The document: 300 calls a clock hour, answers of up to 4 MB that may take minutes. */
  @Override
  public Limits limits() {
    return new Limits(
        CONCURRENCY,
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        CALLS_AN_HOUR,
        Duration.ofHours(1),
        RESERVE,
        INVOICE_RESERVE,
        0,
        POLL_SHARE,
        LONGEST_ANSWER);
  }

  @Override
  public Optional<String> missing(Connection connection, String type) {
    String location = connection.settings(FastcommerceSettings.class).stock().location();
    return type.equals(Stock.TYPE) && (location == null || location.isBlank())
        ? Optional.of(
            "the store keeps one stock a product; set ponte.connections.%s.stock.location to the location that it is"
                .formatted(connection.name()))
        : Optional.empty();
  }

  @Override
  public boolean isComparable(Connection connection, String type) {
    return Set.of(Product.TYPE, Price.TYPE, Stock.TYPE).contains(type);
  }

  /** The credentials travel in the form of each call. */
  @Override
  public Authentication authentication(Connection connection, Api api) {
    return Authentication.fixed(Map.of());
  }

  /** Classic ASP calls its XML {@code text/html} unless it is told otherwise. */
  @Override
  public boolean isPage(ApiCall call, ApiAnswer answer) {
    if (!Form.format(call).equals(Form.XML_API)) {
      return false;
    }
    String head = ReplyText.head(answer).toLowerCase(Locale.ROOT);
    return head.startsWith("<!doctype html") || head.startsWith("<html");
  }

  /** The body is the verdict, whatever the status; only without one the status decides. */
  @Override
  public void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    String root = ReplyText.root(answer);
    if (root.equals("api")) {
      Optional<Reply> reply = Reply.read(answer);
      if (reply.isPresent()) {
        require(connection, call, answer, reply.get());
        return;
      }
    }
    HttpErrors.judge(connection, call, answer);
    boolean otherFormat = !Form.format(call).equals(Form.XML_API);
    if (root.equals("report") || otherFormat) {
      return;
    }
    throw HttpErrors.failure(
        connection,
        call,
        answer,
        HttpErrors.unclear(call),
        "neither a report nor a code: " + answer.excerpt(200));
  }

  /** A product that shall be deleted and is not there is deleted. */
  private static void require(Connection connection, ApiCall call, ApiAnswer answer, Reply reply) {
    boolean deleted = Form.isDeletion(call) && ProductCommandRules.GONE.equals(reply.intCode());
    if (!reply.succeeded() && !deleted) {
      throw FastcommerceErrors.failure(connection, call, answer, reply);
    }
  }

  @Override
  public String text(ApiCall call, ApiAnswer answer) {
    return CARD_FIELD.matcher(ReplyText.text(answer)).replaceAll("");
  }

  /** One product of one field; its report takes no parameter that it must have. */
  @Override
  public Optional<Probe> probe() {
    return Optional.of(
        new Probe(
            Form.REPORT,
            "{\"ObjectID\": \"%s\", \"Fields\": \"%s\", \"Page\": \"1\", \"QtRecords\": \"1\"}"
                .formatted(ProductFields.REPORT, ProductFields.ID)));
  }

  @Override
  public boolean keepsOneInvoice() {
    return true;
  }

  @Override
  public Operations operations() {
    return FastcommerceOperations.TABLE;
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    return new FastcommerceOperations(connection).call(operation, arguments);
  }
}
