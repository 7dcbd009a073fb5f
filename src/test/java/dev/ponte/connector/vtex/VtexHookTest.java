package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class VtexHookTest {

  private static final String NOTIFICATION =
      """
      {"Domain":"Marketplace","OrderId":"1500000000003-01","State":"window-to-cancel",
       "LastChange":"2026-01-05T10:00:00Z","Origin":{"Account":"%s","Key":"%s"}}""";

  private final List<String> polled = new ArrayList<>();

  @Test
  void case_6_a_ping_is_answered_and_is_no_news() throws IOException {
    assertThat(post("s3cret", "{\"hookConfig\":\"ping\"}")).isEqualTo(200);
    assertThat(polled).isEmpty();
  }

  @Test
  void case_6_a_notification_only_has_the_feed_read_at_once() throws IOException {
    assertThat(post("s3cret", NOTIFICATION.formatted("lojax", key()))).isEqualTo(200);
    assertThat(polled).containsExactly("lojax orders");
  }

  @Test
  void case_6_a_wrong_secret_another_account_and_another_key_are_refused() throws IOException {
    assertThat(post("guess", NOTIFICATION.formatted("lojax", key()))).isEqualTo(401);
    assertThat(post(null, NOTIFICATION.formatted("lojax", key()))).isEqualTo(401);
    assertThat(post("s3cret", NOTIFICATION.formatted("other", key()))).isEqualTo(403);
    assertThat(post("s3cret", NOTIFICATION.formatted("lojax", "k9"))).isEqualTo(403);
    assertThat(post("s3cret", "not JSON")).isEqualTo(400);
    assertThat(polled).isEmpty();
  }

  @Test
  void nobody_is_heard_where_no_secret_is_set() throws IOException {
    assertThat(post(Store.settings(), "", "{\"hookConfig\":\"ping\"}")).isEqualTo(404);
  }

  private static String key() {
    return Store.settings().appKey();
  }

  private int post(String secret, String body) throws IOException {
    VtexSettings it = Store.settings();
    return post(
        new VtexSettings(
            it.appKey(),
            it.appToken(),
            it.status(),
            it.perPage(),
            it.sellers(),
            it.payments(),
            null,
            null,
            it.cancelMethod(),
            it.pathPrefix(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new VtexSettings.Events("feed", Duration.ofMinutes(15), "s3cret"),
            false),
        secret,
        body);
  }

  private int post(VtexSettings settings, String secret, String body) throws IOException {
    Connection store =
        Store.connection(URI.create("https://lojax.vtexcommercestable.com.br"), settings);
    Connections connections =
        new Connections() {
          @Override
          public Optional<Connection> find(String name) {
            return name.equals("lojax") ? Optional.of(store) : Optional.empty();
          }

          @Override
          public Collection<Connection> all() {
            return List.of(store);
          }
        };
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/hooks/vtex/lojax");
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    if (secret != null) {
      request.addHeader(VtexHook.SECRET, secret);
    }
    return new VtexHook(connections, (connection, poll) -> polled.add(connection + " " + poll))
        .notified("lojax", request)
        .getStatusCode()
        .value();
  }
}
