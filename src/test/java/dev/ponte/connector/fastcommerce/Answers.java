package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.AnswerBody;
import dev.ponte.connection.ApiAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Answers without a server. */
public final class Answers {

  private static final Instant AT = Instant.parse("2026-03-10T13:20:00Z");

  private Answers() {}

  public static ApiAnswer of(int status, String type, byte[] body) {
    return new ApiAnswer(status, type, Map.of(), AnswerBody.of(body), AT);
  }

  public static ApiAnswer xml(String xml) {
    return of(200, "text/xml; charset=utf-8", xml.getBytes(StandardCharsets.UTF_8));
  }

  /** An example of the document; it is kept as UTF-8. */
  public static ApiAnswer example(String file) {
    return xml(text(file));
  }

  public static String text(String file) {
    try (InputStream in = Answers.class.getResourceAsStream("/fastcommerce/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
