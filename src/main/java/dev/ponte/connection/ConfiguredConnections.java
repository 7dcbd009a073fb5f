package dev.ponte.connection;

import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockRule;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The connections under {@code ponte.connections}, each bound by itself: a fault in one is one
 * sentence that names the key, and leaves the others alone.
 */
@Component
final class ConfiguredConnections implements Connections, ConnectionFaults {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredConnections.class);
  private static final String PREFIX = "ponte.connections";
  private static final Bindable<Map<String, Object>> TREE =
      Bindable.mapOf(String.class, Object.class);
  private static final Bindable<Map<String, String>> TEXTS =
      Bindable.mapOf(String.class, String.class);

  private final Map<String, ApiSystem> systems = new TreeMap<>();
  private final Map<String, Connection> usable = new ConcurrentSkipListMap<>();
  private final Map<String, String> faults = new ConcurrentSkipListMap<>();
  private final Map<String, Instant> ordersFrom = new ConcurrentSkipListMap<>();

  /** All that is said of each, so that it shows whether that has changed. */
  private final Map<String, Object> said = new ConcurrentSkipListMap<>();

  /** Address and login of each. */
  private final Map<String, Integer> doors = new ConcurrentSkipListMap<>();

  /** What the settings say now and does not count, by connection or file. */
  private final Map<String, String> held = new ConcurrentSkipListMap<>();

  private volatile List<String> names;
  private final boolean quiet;
  private final Binder binder;
  private final SslBundles bundles;
  private final String zone;
  private final Set<String> folders;

  @Autowired
  ConfiguredConnections(
      Environment environment,
      List<ApiSystem> systems,
      List<FolderSettings> folders,
      SslBundles bundles) {
    this(environment, systems, folders, bundles, false);
  }

  /** The same, of settings that do not count yet, so that nothing is logged of them. */
  static ConfiguredConnections quietly(
      Environment environment,
      List<ApiSystem> systems,
      List<FolderSettings> folders,
      SslBundles bundles) {
    return new ConfiguredConnections(environment, systems, folders, bundles, true);
  }

  private ConfiguredConnections(
      Environment environment,
      List<ApiSystem> systems,
      List<FolderSettings> folders,
      SslBundles bundles,
      boolean quiet) {
    this.quiet = quiet;
    this.folders = folders.stream().map(FolderSettings::system).collect(Collectors.toSet());
    this.bundles = bundles;
    systems.forEach(system -> this.systems.put(system.name(), system));
    binder = Binder.get(environment);
    zone = environment.getProperty("ponte.zone", "America/Sao_Paulo");
    names = List.copyOf(binder.bind(PREFIX, TREE).orElse(Map.of()).keySet());
    names.forEach(this::add);
  }

  @Override
  public Optional<Connection> find(String name) {
    return Optional.ofNullable(usable.get(name));
  }

  @Override
  public Collection<Connection> all() {
    return List.copyOf(usable.values());
  }

  @Override
  public Collection<String> names() {
    return names;
  }

  @Override
  public Optional<Instant> ordersFrom(String name) {
    return Optional.ofNullable(ordersFrom.get(name));
  }

  @Override
  public Map<String, String> faults() {
    Map<String, String> all = new TreeMap<>(faults);
    held.forEach(
        (name, words) ->
            all.put(name + " as it is set now", words + "; what was loaded before goes on"));
    return all;
  }

  /** The connections that these settings would make otherwise than they are. */
  Set<String> changed(ConfiguredConnections next) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(next.names);
    all.removeIf(
        it ->
            Objects.equals(said.get(it), next.said.get(it))
                && Objects.equals(faults.get(it), next.faults.get(it)));
    // What was not taken over and is as before again.
    held.keySet().removeIf(it -> names.contains(it) && !all.contains(it));
    return all;
  }

  /** Whether the other settings say another address or login. */
  boolean opensOtherwise(String name, ConfiguredConnections next) {
    return !Objects.equals(doors.get(name), next.doors.get(name));
  }

  /** Makes these connections what the other settings say. */
  void take(ConfiguredConnections next, Set<String> changed) {
    for (String it : changed) {
      put(usable, it, next.usable.get(it));
      put(faults, it, next.faults.get(it));
      put(ordersFrom, it, next.ordersFrom.get(it));
      put(said, it, next.said.get(it));
      put(doors, it, next.doors.get(it));
    }
    names = next.names;
  }

  private static <T> void put(Map<String, T> all, String name, T value) {
    if (value == null) {
      all.remove(name);
    } else {
      all.put(name, value);
    }
  }

  /** New settings do not count. */
  void held(String name, String words) {
    if (!words.equals(held.put(name, words))) {
      LOG.error("The new settings of {} are not taken over: {}", name, words);
    }
  }

  /** They do, or are the old ones again. */
  void released(String name) {
    held.remove(name);
  }

  private void add(String name) {
    said.put(
        name,
        List.of(
            // As texts: what a file of its own holds is else another object each time.
            binder.bind(PREFIX + "." + name, TEXTS).orElse(Map.of()),
            binder.bind("ponte.schedule", TEXTS).orElse(Map.of()),
            binder.bind(StockSettings.PREFIX, TEXTS).orElse(Map.of()),
            zone));
    try {
      connection(name).ifPresent(connection -> usable.put(name, connection));
    } catch (BindException e) {
      fault(name, explain(e));
    } catch (IllegalArgumentException e) {
      fault(name, e.getMessage());
    }
  }

  private void fault(String name, String sentence) {
    faults.put(name, sentence);
    if (!quiet) {
      LOG.error("Connection {} is left out with its routes: {}", name, sentence);
    }
  }

  private Optional<Connection> connection(String name) {
    String prefix = PREFIX + "." + name;
    Common common = binder.bindOrCreate(prefix, Bindable.of(Common.class));
    if (folders.contains(common.system() == null ? name : common.system())) {
      return Optional.empty();
    }
    ApiSystem system = system(prefix, common.system());
    List<String> missing =
        system.requiredKeys().stream().filter(key -> text(prefix, key).isBlank()).toList();
    if (missing.size() == system.requiredKeys().size()) {
      LOG.debug("Connection {} is not configured", name);
      return Optional.empty();
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("%s.%s is missing".formatted(prefix, missing.get(0)));
    }
    doors.put(
        name,
        Objects.hash(
            common.baseUrl(),
            system.requiredKeys().stream().map(key -> text(prefix, key)).toList()));
    ZoneId zone = zone(common.zone() == null ? this.zone : common.zone());
    String from = text(prefix, "orders-from");
    if (!from.isBlank()) {
      ordersFrom.put(name, day(prefix + ".orders-from", from.strip(), zone));
    }
    return Optional.of(
        new Connection(
            name,
            system,
            baseUrl(prefix, common.baseUrl()),
            zone,
            common.limits(system.limits(), prefix),
            common.giveUpAfter(),
            common.dryRun(),
            schedules(prefix, zone),
            common.sending(stockRule(common.stock())),
            new Egress(common.proxy(), tls(prefix, common.sslBundle())),
            binder.bindOrCreate(prefix, Bindable.of(system.settings()))));
  }

  private StockRule stockRule(StockSent own) {
    return new StockRule(
        own.share(),
        own.floor(),
        own.safety() == null
            ? binder.bindOrCreate(StockSettings.PREFIX, Bindable.of(StockSettings.class)).safety()
            : own.safety());
  }

  /** Looks into the bundle at once, since its files may be missing. */
  private SslBundle tls(String prefix, String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    try {
      SslBundle bundle = bundles.getBundle(name.strip());
      bundle.createSslContext();
      return bundle;
    } catch (NoSuchSslBundleException unknown) {
      throw new IllegalArgumentException(
          "%s.ssl-bundle is %s, but there is no spring.ssl.bundle.pem.%2$s or spring.ssl.bundle.jks.%2$s"
              .formatted(prefix, name),
          unknown);
    } catch (IllegalStateException unreadable) {
      throw new IllegalArgumentException(
          "%s.ssl-bundle is %s, which cannot be used: %s"
              .formatted(prefix, name, unreadable.getMessage()),
          unreadable);
    }
  }

  private ApiSystem system(String prefix, String name) {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException(
          "%s.system is missing; there are %s".formatted(prefix, systems.keySet()));
    }
    ApiSystem system = systems.get(name);
    if (system == null) {
      throw new IllegalArgumentException(
          "%s.system is %s, which is no known system; there are %s"
              .formatted(prefix, name, systems.keySet()));
    }
    return system;
  }

  private Map<String, Schedule> schedules(String prefix, ZoneId zone) {
    Map<String, Schedule> merged = new LinkedHashMap<>();
    for (String where : List.of("ponte.schedule", prefix + ".schedule")) {
      binder
          .bind(where, TEXTS)
          .orElse(Map.of())
          .forEach((poll, text) -> merged.put(poll, new Schedule(where + "." + poll, text, zone)));
    }
    return Map.copyOf(merged);
  }

  private String text(String prefix, String key) {
    return binder.bind(prefix + "." + key, String.class).orElse("");
  }

  private static Instant day(String key, String text, ZoneId zone) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s is %s, but must be a day such as 2026-12-01, or a time such as 2026-12-01T08:00:00-03:00"
              .formatted(key, text),
          e);
    }
  }

  private static URI baseUrl(String prefix, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(prefix + ".base-url is missing");
    }
    String plain = value.strip().replaceAll("/+$", "");
    if (!plain.matches("(?i)https?://[^/\\s]+.*")) {
      throw new IllegalArgumentException(
          "%s.base-url is %s, but must begin with https:// or http:// and a host"
              .formatted(prefix, value));
    }
    return URI.create(plain);
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("%s is no time zone".formatted(id), e);
    }
  }

  private static String explain(BindException e) {
    Throwable root = e;
    boolean converted = false;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
      converted |= root instanceof ConversionException;
    }
    if (converted && e.getProperty() != null) {
      return wrongType(e.getProperty(), e.getTarget().getType().resolve(Object.class));
    }
    return root instanceof IllegalArgumentException && root.getMessage() != null
        ? "%s: %s".formatted(e.getName(), root.getMessage())
        : "%s has a value of the wrong type".formatted(e.getName());
  }

  private static String wrongType(ConfigurationProperty given, Class<?> wanted) {
    String sentence =
        SettingWarnings.wrongType(
            given.getName().toString(), given.getValue(), KnownKeys.form(wanted));
    return given.getOrigin() instanceof TextResourceOrigin origin && origin.getResource() != null
        ? Finding.fault(SettingWarnings.place(origin), sentence).toString()
        : sentence;
  }

  /**
   * The keys that every connection has.
   *
   * @param system the kind of API, such as {@code vtex}
   * @param baseUrl where it answers, {@code https://} and a host
   * @param zone of its days and of the crons of its polls; null for {@code ponte.zone}
   * @param concurrency calls at once, of all routes and polls of a process together
   * @param connectTimeout how long to wait for a connection
   * @param readTimeout how long to wait for an answer
   * @param maxAnswerBytes a longer answer is refused
   * @param giveUpAfter how old a delivery that fails may get before a person is asked
   * @param dryRun whether nothing is sent that changes anything there
   * @param proxy the only way out; null for none
   * @param sslBundle name of a {@code spring.ssl.bundle}; null for the usual certificates
   * @param firstPass whether a state waits for a word before it is sent for the first time
   */
  record Common(
      String system,
      String baseUrl,
      String zone,
      Integer concurrency,
      Duration connectTimeout,
      Duration readTimeout,
      Long maxAnswerBytes,
      Duration giveUpAfter,
      boolean dryRun,
      Proxy proxy,
      String sslBundle,
      QuotaSettings quota,
      Sending.FirstPass firstPass,
      ProductsSent products,
      Sent prices,
      Sent customers,
      StockSent stock) {

    Common {
      proxy = proxy == null || proxy.host().isEmpty() ? null : proxy;
      giveUpAfter = giveUpAfter == null ? Duration.ofHours(72) : giveUpAfter;
      quota = quota == null ? new QuotaSettings(null, null, null, null, null, null) : quota;
      firstPass = firstPass == null ? Sending.FirstPass.ASK : firstPass;
      products = products == null ? new ProductsSent(null) : products;
      prices = prices == null ? new Sent(null) : prices;
      customers = customers == null ? new Sent(null) : customers;
      stock = stock == null ? new StockSent(null, null, null, null) : stock;
    }

    Sending sending(StockRule rule) {
      return new Sending(products.send(), prices.send(), customers.send(), firstPass, rule);
    }

    Limits limits(Limits defaults, String prefix) {
      return new Limits(
          positive(concurrency, defaults.concurrency(), prefix + ".concurrency"),
          otherwise(connectTimeout, defaults.connectTimeout()),
          otherwise(readTimeout, defaults.readTimeout()),
          otherwise(quota.calls(), defaults.quotaCalls()),
          otherwise(quota.window(), defaults.quotaWindow()),
          otherwise(quota.reserve(), defaults.quotaReserve()),
          otherwise(quota.invoiceReserve(), defaults.quotaInvoiceReserve()),
          otherwise(quota.monthlyCalls(), defaults.monthlyCalls()),
          share(quota.pollShare(), defaults.pollShare(), prefix + ".quota.poll-share"),
          otherwise(maxAnswerBytes, defaults.maxAnswerBytes()));
    }

    private static int positive(Integer value, int otherwise, String key) {
      if (value != null && value < 1) {
        throw new IllegalArgumentException("%s is %d, but must be 1 or more".formatted(key, value));
      }
      return value == null ? otherwise : value;
    }

    private static double share(Double value, double otherwise, String key) {
      if (value != null && (value <= 0 || value > 1)) {
        throw new IllegalArgumentException(
            "%s is %s, but must be above 0 and at most 1, such as 0.3".formatted(key, value));
      }
      return value == null ? otherwise : value;
    }

    private static <T> T otherwise(T value, T otherwise) {
      return value == null ? otherwise : value;
    }
  }

  /**
   * The common key of {@code products}.
   *
   * @param send null when it is not set
   */
  record ProductsSent(Sending.Products send) {}

  /**
   * The common key of {@code prices} and {@code customers}.
   *
   * @param send null when it is not set
   */
  record Sent(Boolean send) {}

  /**
   * The common keys of {@code stock}; null what is not set.
   *
   * @param share of a store: its part of what may be sold
   * @param floor of a store: with no more pieces than these it has none
   * @param safety of a store: what is held back of it, instead of {@code ponte.stock.safety}
   * @param fallsAt of an ERP: when what it tells falls by an order
   */
  record StockSent(
      BigDecimal share, BigDecimal floor, List<StockRule.Safety> safety, Stock.Falls fallsAt) {}

  /**
   * The quota of a connection, over its system's.
   *
   * @param calls calls in a window, 0 for no quota
   * @param window length of the fixed window
   * @param reserve calls kept for orders and their updates
   * @param invoiceReserve calls kept for invoices and shipments from what is less urgent
   * @param monthlyCalls calls in a calendar month, 0 for no such limit
   * @param pollShare share of the calls that polls may use, such as 0.3
   */
  record QuotaSettings(
      Integer calls,
      Duration window,
      Integer reserve,
      Integer invoiceReserve,
      Integer monthlyCalls,
      Double pollShare) {}
}
