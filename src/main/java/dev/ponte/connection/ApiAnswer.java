package dev.ponte.connection;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A complete answer of an API.
 *
 * @param status the HTTP status
 * @param contentType as sent; null when missing
 * @param headers by lower-case name
 * @param body never null, empty without one
 */
public record ApiAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {

  /** The body as text: by the charset of the content type, else UTF-8. */
  public String text() {
    return new String(body, charset(StandardCharsets.UTF_8));
  }

  /** The charset that the content type names, else the given one. */
  public Charset charset(Charset otherwise) {
    if (contentType == null) {
      return otherwise;
    }
    int at = contentType.toLowerCase().indexOf("charset=");
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
    if (contentType != null && contentType.toLowerCase().startsWith("text/html")) {
      return true;
    }
    String head = new String(body, 0, Math.min(64, body.length), StandardCharsets.ISO_8859_1);
    String start = head.stripLeading().toLowerCase();
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  /** The first characters of the body in one line, for error messages. */
  public String excerpt(int most) {
    String line = text().replaceAll("\\s+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
