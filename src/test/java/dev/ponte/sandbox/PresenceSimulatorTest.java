package dev.ponte.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ponte.canonical.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceSimulatorTest {

  private final PresenceSimulator presence = new PresenceSimulator(0);

  @BeforeEach
  void start() {
    presence.start();
  }

  @AfterEach
  void stop() {
    presence.close();
  }

  @Test
  void its_access_keys_are_valid() {
    for (int i = 0; i < 50; i++) {
      PresenceInvoice invoice = presence.invoice("ID_99", "v" + i, "1.00");
      assertThatCode(() -> AccessKey.check(invoice.accessKey())).doesNotThrowAnyException();
      assertThat(AccessKey.number(invoice.accessKey())).isEqualTo("" + invoice.number());
      assertThat(AccessKey.series(invoice.accessKey())).isEqualTo(invoice.series());
    }
  }

  @Test
  void the_sixteenth_call_of_a_minute_is_too_many() throws Exception {
    for (int i = 0; i < 32; i++) {
      get(presence.webApi() + "/PingServer");
    }

    assertThat(presence.overLimit()).isBetween(1, 17);
  }

  @Test
  void its_page_shows_what_was_not_reported_yet() throws Exception {
    presence.ship("ID_99", "v1", "BR1");

    assertThat(get(presence.url() + "/sandbox"))
        .contains("v1&amp;55")
        .contains("n&atilde;o reportado");
  }

  private static String get(String uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
