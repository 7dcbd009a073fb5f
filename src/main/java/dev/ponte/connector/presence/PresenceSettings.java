package dev.ponte.connector.presence;

import dev.ponte.canonical.OrderStatus;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of a Presence connection under {@code ponte.connections.<name>}. What Presence's
 * documents leave open has a default here, and can be set.
 *
 * @param authUrl the authorization service; null when calls carry no token
 * @param user of the authorization service
 * @param password of the authorization service
 * @param webserviceId sent as {@code id_webservice} with every method
 * @param stores which store connection Presence means by its {@code ecmIdLoja}
 * @param token how a token is asked for and carried
 * @param query how methods are called and read
 * @param situations what the situations of ECM-STATUS-PEDIDO mean, beside 3 accepted, 6 invoiced
 *     and 7 cancelled: a canonical status, or {@code skip}
 * @param invoices which fields of ECM-DADOS-NF an invoice is read from
 * @param stock how ECM-ESTOQUE-SKU is read
 * @param products which fields of ECM-PRODUTOS a product is read from
 * @param errorCode {@code codigo_erro} of a report when the target gave no number
 */
record PresenceSettings(
    URI authUrl,
    String user,
    String password,
    Long webserviceId,
    @DefaultValue List<Store> stores,
    @DefaultValue Token token,
    @DefaultValue Query query,
    Map<Integer, String> situations,
    @DefaultValue Invoices invoices,
    @DefaultValue PresenceStockSettings stock,
    @DefaultValue PresenceProductSettings products,
    @DefaultValue("500") int errorCode) {

  private static final String SKIP = "SKIP";
  private static final Map<Integer, String> SITUATIONS =
      Map.of(3, "ACCEPTED", 6, "INVOICED", 7, "CANCELLED");

  /**
   * @param ecmId Presence's {@code ecmIdLoja}
   * @param connection the name of a store connection
   */
  record Store(String ecmId, String connection) {
    Store {
      if (ecmId == null || ecmId.isBlank() || connection == null || connection.isBlank()) {
        throw new IllegalArgumentException("each of stores needs an ecm-id and a connection");
      }
    }
  }

  /**
   * @param sistema sent when a token is asked for, as Presence has registered the integration
   * @param serie sent when a token is asked for
   * @param path below auth-url
   * @param pingPath below auth-url
   * @param header that carries the token in a call
   * @param prefix of the token in that header; a blank after it is added
   */
  record Token(
      @DefaultValue("ECOMMERCE") String sistema,
      @DefaultValue("1") long serie,
      @DefaultValue("/Token") String path,
      @DefaultValue("/PingServer") String pingPath,
      @DefaultValue("Authorization") String header,
      @DefaultValue("Bearer") String prefix) {

    Token {
      requirePath("token.path", path);
      requirePath("token.ping-path", pingPath);
    }

    String value(String token) {
      return prefix.isBlank() ? token : prefix.strip() + " " + token;
    }
  }

  /**
   * @param path below base-url; {@code {method}} is the method's name
   * @param verb the HTTP method
   * @param pingPath below base-url
   * @param limit records on a page, 1 to 1000
   * @param startedAt name of the parameter that takes the answer's {@code nextStartedAt}
   * @param overlap how far back a poll looks behind the newest record it has seen
   * @param since the day from which the first poll reads; null for the overlap before that poll
   */
  record Query(
      @DefaultValue("/{method}") String path,
      @DefaultValue("POST") String verb,
      @DefaultValue("/PingServer") String pingPath,
      @DefaultValue("1000") int limit,
      @DefaultValue("startedAt") String startedAt,
      @DefaultValue("1d") Duration overlap,
      LocalDate since) {

    Query {
      requirePath("query.path", path);
      requirePath("query.ping-path", pingPath);
      verb = verb.strip().toUpperCase(Locale.ROOT);
      if (!path.contains("{method}")) {
        throw new IllegalArgumentException(
            "query.path is %s, but must contain {method}".formatted(path));
      }
      if (!Set.of("POST", "PUT").contains(verb)) {
        throw new IllegalArgumentException(
            "query.verb is %s, but must be POST or PUT".formatted(verb));
      }
      if (limit < 1 || limit > 1000) {
        throw new IllegalArgumentException(
            "query.limit is %d, but Presence allows 1 to 1000".formatted(limit));
      }
      if (overlap.isNegative()) {
        throw new IllegalArgumentException("query.overlap must not be negative");
      }
    }
  }

  /**
   * Names of fields, of which the first that a record has is taken. The stored document of
   * ECM-DADOS-NF breaks off before some of them.
   *
   * @param value total of the NF-e
   * @param issuedAt when it was issued
   * @param xml the authorised nfeProc
   * @param link to the DANFE
   * @param kind of the operation
   * @param returns values of {@code kind} that mean a return
   * @param items the array of items
   * @param itemSku the store's code, within an item
   * @param itemQuantity within an item
   * @param itemPrice for one, within an item
   * @param complete whether what the header lacks is asked for by {@code exibirItens}
   * @param accessKey what becomes of an NF-e whose access key cannot be right
   */
  record Invoices(
      @DefaultValue({"valorTotalNF", "valorNF", "valorTotal", "valor"}) List<String> value,
      @DefaultValue({"dtEmissao", "dtTransmissao"}) List<String> issuedAt,
      @DefaultValue({"xml", "xmlNF"}) List<String> xml,
      @DefaultValue({"link", "url"}) List<String> link,
      @DefaultValue({"tipoNota"}) List<String> kind,
      @DefaultValue({"E"}) List<String> returns,
      @DefaultValue({"itens"}) List<String> items,
      @DefaultValue({"codigoExterno", "sku"}) List<String> itemSku,
      @DefaultValue({"quantidade"}) List<String> itemQuantity,
      @DefaultValue({"valorUnitario"}) List<String> itemPrice,
      @DefaultValue("true") boolean complete,
      @DefaultValue("reject") WrongKey accessKey) {}

  /** What becomes of an invoice whose access key cannot be right. */
  enum WrongKey {
    /** A dead letter that gives the reason. */
    REJECT,
    /** It goes on without its key, and a warning is logged. */
    WARN
  }

  PresenceSettings {
    authUrl = authUrl == null || authUrl.toString().isBlank() ? null : plain(authUrl);
    stores = List.copyOf(stores);
    if (authUrl != null && (isBlank(user) || isBlank(password))) {
      throw new IllegalArgumentException("auth-url needs a user and a password beside it");
    }
    Map<Integer, String> all = new HashMap<>(SITUATIONS);
    if (situations != null) {
      situations.forEach((number, means) -> all.put(number, known(number, means)));
    }
    situations = Map.copyOf(all);
  }

  /** The store connection of an {@code ecmIdLoja}; null when none is named for it. */
  String store(String ecmId) {
    return stores.stream()
        .filter(it -> it.ecmId().equals(ecmId))
        .map(Store::connection)
        .findFirst()
        .orElse(null);
  }

  /** Whether the situation is known and meaningless to stores. */
  boolean skips(int situation) {
    return SKIP.equals(situations.get(situation));
  }

  Optional<OrderStatus.Status> status(int situation) {
    return Optional.ofNullable(situations.get(situation))
        .filter(it -> !it.equals(SKIP))
        .map(OrderStatus.Status::valueOf);
  }

  private static URI plain(URI url) {
    String text = url.toString().replaceAll("/+$", "");
    if (!text.matches("(?i)https?://[^/\\s]+.*")) {
      throw new IllegalArgumentException(
          "auth-url is %s, but must begin with https:// or http:// and a host".formatted(url));
    }
    return URI.create(text);
  }

  private static String known(Integer number, String means) {
    String name = means.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    for (OrderStatus.Status status : OrderStatus.Status.values()) {
      if (status.name().equals(name)) {
        return name;
      }
    }
    if (!name.equals(SKIP)) {
      throw new IllegalArgumentException(
          "situations.%d is %s, but must be one of %s or skip"
              .formatted(number, means, List.of(OrderStatus.Status.values())));
    }
    return name;
  }

  private static void requirePath(String key, String path) {
    if (!path.startsWith("/") || path.contains("?")) {
      throw new IllegalArgumentException(
          "%s is %s, but must begin with / and have no query".formatted(key, path));
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  /** User and password are secrets. */
  @Override
  public String toString() {
    return "PresenceSettings";
  }
}
