package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.ApiAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer as text: by the charset of its HTTP header, else of its XML declaration, else
 * ISO-8859-1.
 */
public final class ReplyText {

  /** What Windows servers send as ISO-8859-1: the same, with quotes and dashes in the gap. */
  private static final Charset LATIN = Charset.forName("windows-1252");

  private static final int HEAD = 1_024;
  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([\\w.:-]+)[\"']");
  private static final Pattern ROOT =
      Pattern.compile("^(?:<\\?xml[^>]*\\?>)?\\s*(?:<!--.*?-->\\s*)*<([A-Za-z]+)", Pattern.DOTALL);

  private ReplyText() {}

  /** The answer from its beginning, at each call anew, fit for an XML parser. */
  static Reader reader(ApiAnswer answer) {
    return new XmlSanitizer(new InputStreamReader(answer.open(), charset(answer)));
  }

  /** The whole answer; for what may be long there is {@link #reader}. */
  public static String text(ApiAnswer answer) {
    StringWriter text = new StringWriter();
    try (Reader in = reader(answer)) {
      in.transferTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Name of the outermost element, lower case; empty when the answer is no XML. */
  public static String root(ApiAnswer answer) {
    Matcher root = ROOT.matcher(head(answer));
    return root.find() ? Names.plain(root.group(1)) : "";
  }

  /** The first characters. */
  public static String head(ApiAnswer answer) {
    char[] head = new char[HEAD];
    try (Reader in = reader(answer)) {
      int filled = 0;
      for (int n = 0; n >= 0 && filled < HEAD; n = in.read(head, filled, HEAD - filled)) {
        filled += n;
      }
      return new String(head, 0, filled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Charset charset(ApiAnswer answer) {
    Charset named = answer.charset(null);
    if (named == null) {
      Matcher declared = DECLARED.matcher(firstBytes(answer));
      named = declared.find() ? known(declared.group(1)) : LATIN;
    }
    return named.equals(StandardCharsets.ISO_8859_1) ? LATIN : named;
  }

  private static Charset known(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return LATIN;
    }
  }

  private static String firstBytes(ApiAnswer answer) {
    try (InputStream in = answer.open()) {
      return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
