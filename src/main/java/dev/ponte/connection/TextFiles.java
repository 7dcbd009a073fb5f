package dev.ponte.connection;

import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Files of text that somebody else's program writes into a folder, in whatever encoding it has: by
 * its byte order mark, else as it declares itself, else UTF-8, in which single bytes of Latin-1 do
 * no harm.
 */
@Component("textFiles")
public final class TextFiles {

  private static final int HEAD = 200;
  private static final int MOST_NAME = 200;
  private static final int MOST_BYTES = 4 << 20;
  private static final char MARK = '\uFEFF';
  private static final Charset LATIN = Charset.forName("windows-1252");
  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  /**
   * Puts the text of the file in the body into the body, with the mark of a record of the type.
   *
   * @throws UnmappableRecord when it is too long to be one
   * @throws IOException when the file cannot be read; it stays where it is
   */
  public void read(String source, String type, Exchange exchange) throws IOException {
    File file = exchange.getMessage().getBody(File.class);
    exchange.setProperty(Mark.PROPERTY, mark(source, type, file));
    exchange.getMessage().setBody(text(file));
  }

  /**
   * @throws UnmappableRecord when it is longer than any record
   */
  public static String text(File file) throws IOException {
    if (file.length() > MOST_BYTES) {
      throw new UnmappableRecord(
          "File %s has %d bytes, which no such record has; it is in the folder of failed files"
              .formatted(file.getName(), file.length()));
    }
    return text(Files.readAllBytes(file.toPath()));
  }

  /** The mark of a file: put back with another content or date it counts as another one. */
  public static Mark mark(String source, String type, File file) {
    String name = file.getName();
    String key = name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name;
    return new Mark(source, type, key, file.length() + "@" + file.lastModified());
  }

  /** Without a byte order mark and what is blank in front of it. */
  public static String text(byte[] bytes) {
    Charset charset = charset(bytes);
    String text =
        charset.equals(StandardCharsets.UTF_8) ? lenient(bytes) : new String(bytes, charset);
    int from = 0;
    while (from < text.length()
        && (text.charAt(from) == MARK || Character.isWhitespace(text.charAt(from)))) {
      from++;
    }
    return text.substring(from);
  }

  private static Charset charset(byte[] bytes) {
    int first = bytes.length > 0 ? bytes[0] & 0xff : -1;
    int second = bytes.length > 1 ? bytes[1] & 0xff : -1;
    if (first == 0xff && second == 0xfe || first > 0 && second == 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (first == 0xfe && second == 0xff || first == 0 && second > ' ') {
      return StandardCharsets.UTF_16BE;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED.matcher(head);
    return declared.find() && Charset.isSupported(declared.group(1))
        ? single(Charset.forName(declared.group(1)))
        : StandardCharsets.UTF_8;
  }

  /** Text of single bytes may say that it is UTF-16, since its writer once was. */
  private static Charset single(Charset declared) {
    return declared.name().startsWith("UTF-") ? StandardCharsets.UTF_8 : declared;
  }

  /** UTF-8, and what is none byte by byte as Latin-1: many files say UTF-8 and hold both. */
  private static String lenient(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put(LATIN.decode(ByteBuffer.wrap(new byte[] {in.get()})));
      }
      decoder.reset();
    }
  }
}
