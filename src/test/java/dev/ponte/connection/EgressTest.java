package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.ForwardProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** The way out: by a proxy, and with certificates that no authority of the world has signed. */
class EgressTest {

  private static final ApiCall READ = ApiCall.get("get-thing", "/things/1").query("a", "b c");

  private static final ApiCall WRITE =
      ApiCall.post("make-thing", "/things").effect(ApiCall.Effect.ONCE).json("{\"a\":1}");

  @TempDir static Path folder;
  private static SslBundle certificate;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = folder.resolve("both.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "both",
                "-dname",
                "CN=Partner",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    JksSslStoreDetails details =
        new JksSslStoreDetails("PKCS12", null, file.toUri().toString(), "changeit");
    certificate = SslBundle.of(new JksSslStoreBundle(details, details));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void calls_go_by_the_proxy_with_its_login_and_the_system_never_sees_that() throws Exception {
    ForwardProxy proxy = proxy(any -> false);
    AnySimulator system = system();
    Connection connection = connection(system.url(), login(proxy, "s3cret"), null);

    ApiAnswer read = send(connection, READ);
    send(connection, WRITE);

    assertThat(read.text()).contains("/things/1");
    assertThat(proxy.passed()).hasSize(2).allMatch(it -> it.contains("/things"));
    assertThat(system.requests).hasSize(2);
    assertThat(system.requests)
        .allSatisfy(it -> assertThat(it.headers().get("Proxy-Authorization")).isNull());
    assertThat(new String(system.requests.get(1).body(), StandardCharsets.UTF_8)).contains("\"a\"");
  }

  @Test
  void https_is_tunnelled_and_the_proxy_never_sees_what_is_said() throws Exception {
    ForwardProxy proxy = proxy(any -> false);
    URI system = secured(true);
    Connection connection = connection(system, login(proxy, "s3cret"), certificate);

    assertThat(send(connection, READ).text()).isEqualTo("CN=Partner");

    assertThat(proxy.passed())
        .containsExactly("CONNECT %s HTTP/1.1".formatted(system.getAuthority()));
    assertThat(seen).noneMatch(EgressTest::isOfTheProxy);
  }

  @Test
  void a_login_that_the_proxy_refuses_pauses_the_connection_and_names_the_keys_not_the_secret()
      throws Exception {
    ForwardProxy proxy = proxy(any -> false);
    AnySimulator system = system();
    for (URI url : List.of(system.url(), secured(false))) {
      Connection wrong = connection(url, login(proxy, "wr0ng"), certificate);
      ApiFailure refused = refused(wrong);
      assertThat(refused.failureClass()).isEqualTo(FailureClass.UNAUTHORIZED);
      assertThat(refused)
          .hasMessageContaining("check ponte.connections.shop.proxy.user")
          .hasMessageNotContaining("wr0ng");

      Connection none =
          connection(url, new Proxy("127.0.0.1", proxy.port(), null, null, null), certificate);
      assertThat(refused(none)).hasMessageContaining("set ponte.connections.shop.proxy.user");
    }
    assertThat(system.requests).isEmpty();
    assertThat(proxy.passed()).isEmpty();
  }

  @Test
  void a_way_that_the_proxy_does_not_open_is_an_outage_and_nothing_is_in_doubt() throws Exception {
    URI system = secured(false);
    ForwardProxy proxy = proxy(system.getAuthority()::equals);
    Connection connection = connection(system, login(proxy, "s3cret"), certificate);

    ApiFailure refused = refused(connection);

    assertThat(refused.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(refused).hasMessageContaining("opens no way to 127.0.0.1 (HTTP 403)");
  }

  @Test
  void hosts_that_need_no_proxy_are_reached_directly() throws Exception {
    ForwardProxy proxy = proxy(any -> false);
    AnySimulator system = system();
    Proxy direct = new Proxy("127.0.0.1", proxy.port(), "ponte", "s3cret", List.of("127.0.0.1"));
    Connection connection = connection(system.url(), direct, null);

    send(connection, READ);

    assertThat(proxy.passed()).isEmpty();
    assertThat(system.requests).hasSize(1);
  }

  @Test
  void a_system_that_asks_for_a_certificate_gets_that_of_the_bundle_and_is_trusted_by_it()
      throws Exception {
    URI system = secured(true);
    Connection known = connection(system, null, certificate);
    Connection unknown = connection(system, null, null);

    assertThat(send(known, READ).text()).isEqualTo("CN=Partner");
    ApiFailure refused = refused(unknown);
    assertThat(refused.failureClass()).isEqualTo(FailureClass.TRANSIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "focco.local,        focco.local,       false",
    "local,              focco.local,       false",
    ".local,             focco.local,       false",
    "*.local,            Focco.Local,       false",
    "local,              notlocal,          true",
    "*,                  anything,          false",
    "10.0.0.5,           10.0.0.5,          false",
    "10.0.0.5,           110.0.0.5,         true"
  })
  void an_exception_covers_a_host_and_all_below_it(String entry, String host, boolean byProxy) {
    assertThat(new Proxy("proxy", 3128, null, null, List.of(entry)).leadsTo(host))
        .isEqualTo(byProxy);
  }

  @Test
  void a_proxy_shows_neither_user_nor_password_and_wants_a_port_and_a_plain_host() {
    assertThat(new Proxy("proxy", 3128, "ponte", "s3cret", null)).hasToString("proxy:3128");
    assertThatThrownBy(() -> new Proxy("proxy", null, null, null, null))
        .hasMessageContaining("port must be");
    assertThatThrownBy(() -> new Proxy("http://u:s3cret@proxy", 3128, null, null, null))
        .hasMessageContaining("without http://")
        .hasMessageNotContaining("s3cret");
    assertThat(new Proxy("", null, null, null, null).leadsTo("any")).isFalse();
  }

  /** As after a start, with no connection left open. */
  private ApiAnswer send(Connection connection, ApiCall call) {
    TestApi http = new TestApi();
    open.add(http);
    return http.api(connection).send(connection, call);
  }

  private ApiFailure refused(Connection connection) {
    return catchThrowableOfType(ApiFailure.class, () -> send(connection, WRITE));
  }

  private static boolean isOfTheProxy(String header) {
    return header.toLowerCase(Locale.ROOT).startsWith("proxy-");
  }

  private ForwardProxy proxy(Predicate<String> forbidden) throws IOException {
    ForwardProxy proxy = new ForwardProxy("ponte", "s3cret", forbidden);
    open.add(proxy);
    return proxy;
  }

  private static Proxy login(ForwardProxy proxy, String password) {
    return new Proxy("127.0.0.1", proxy.port(), "ponte", password, null);
  }

  private AnySimulator system() throws IOException {
    AnySimulator system = new AnySimulator();
    system.start();
    open.add(system);
    return system;
  }

  /** Answers who its caller is. */
  private URI secured(boolean asksForCertificate) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(certificate.createSslContext()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(asksForCertificate);
            parameters.setSSLParameters(tls);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          seen.addAll(exchange.getRequestHeaders().keySet());
          String who =
              asksForCertificate
                  ? ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName()
                  : "anybody";
          exchange.sendResponseHeaders(200, who.length());
          exchange.getResponseBody().write(who.getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  private static Connection connection(URI url, Proxy proxy, SslBundle tls) {
    Connection it =
        TestApi.connection(
            "shop",
            new AnySystem(),
            url,
            Duration.ofSeconds(10),
            new AnySystem.Settings("t", List.of()));
    return new Connection(
        it.name(),
        it.system(),
        it.baseUrl(),
        it.zone(),
        it.limits(),
        it.giveUpAfter(),
        it.dryRun(),
        Map.of(),
        it.sending(),
        new Egress(proxy, tls),
        it.settings());
  }
}
