package dev.ponte.connection;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A complete answer of an API.
 *
 * @param status the HTTP status
 * @param contentType as sent; null when missing
 * @param headers by lower-case name
 * @param content the body, empty without one
 * @param at when it came, by the hub's clock
 */
public record ApiAnswer(
    int status, String contentType, Map<String, String> headers, AnswerBody content, Instant at) {

  private static final int HEAD = 4_096;

  /** The whole body in memory; for what may be long there is {@link #open}. */
  public byte[] body() {
    return content.bytes();
  }

  /** The body as a stream, at each call from its beginning. */
  public InputStream open() {
    return content.open();
  }

  public boolean isEmpty() {
    return content.length() == 0;
  }

  /** The body as text: by the charset of the content type, else UTF-8. */
  public String text() {
    return new String(body(), charset(StandardCharsets.UTF_8));
  }

  /**
   * What a reader makes of the text, made once: who judges an answer reads it before its caller
   * does. Nobody may change it.
   *
   * @param reader gives null when it is nothing of the kind
   */
  public <T> T as(Class<T> type, Function<String, T> reader) {
    return content.as(type, () -> reader.apply(text()));
  }

  /** The charset that the content type names, else the given one. */
  public Charset charset(Charset otherwise) {
    if (contentType == null) {
      return otherwise;
    }
    int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return otherwise;
    }
    String name = contentType.substring(at + 8).split("[;\\s]")[0].replace("\"", "");
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return otherwise;
    }
  }

  /** Whether this is a page for people, whatever the status says. */
  public boolean isHtml() {
    if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      return true;
    }
    String head = new String(content.head(64), StandardCharsets.ISO_8859_1);
    String start = head.stripLeading().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  /** The first characters of the body in one line, for error messages. */
  public String excerpt(int most) {
    String head = new String(content.head(HEAD), charset(StandardCharsets.UTF_8));
    String line = head.replaceAll("\\s+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
