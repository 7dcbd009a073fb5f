package dev.ponte.connection;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets a file pass when its writer has surely ended: its size and date have stood still for a while
 * of our own clock. What date it has does not matter: some copies keep the old one while they grow,
 * and some clocks are ahead. A file that ends in the middle gets more time, since writers pause.
 */
public final class StandingFiles implements GenericFileFilter<File> {

  private static final int MORE = 12;
  private static final int ENDS = 200;
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);
  private static final Pattern MARK =
      Pattern.compile("^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)");
  private static final Pattern ROOT = Pattern.compile("<([A-Za-z_][\\w.:-]*)");
  private static final Pattern LAST = Pattern.compile("</([A-Za-z_][\\w.:-]*)\\s*>\\s*$");

  private final Map<String, Look> looks = new ConcurrentHashMap<>();
  private final long restNanos;

  private record Look(long length, long modified, long since, long last) {}

  /**
   * @param restMillis for how long it must have stood still
   */
  public StandingFiles(long restMillis) {
    restNanos = Duration.ofMillis(restMillis).toNanos();
  }

  @Override
  public boolean accept(GenericFile<File> file) {
    return file.isDirectory() || accept(file.getFile(), System.nanoTime());
  }

  boolean accept(File file, long now) {
    looks.values().removeIf(it -> now - it.last() > FORGOTTEN.toNanos());
    Look look =
        looks.compute(
            file.getPath(),
            (path, before) ->
                before != null
                        && before.length() == file.length()
                        && before.modified() == file.lastModified()
                    ? new Look(before.length(), before.modified(), before.since(), now)
                    : new Look(file.length(), file.lastModified(), now, now));
    long stood = now - look.since();
    return stood >= restNanos && (stood >= MORE * restNanos || isWhole(file));
  }

  private static boolean isWhole(File file) {
    try (RandomAccessFile bytes = new RandomAccessFile(file, "r")) {
      String head = MARK.matcher(text(bytes, 0)).replaceFirst("").stripLeading();
      String tail = text(bytes, Math.max(0, bytes.length() - ENDS)).stripTrailing();
      if (head.startsWith("{")) {
        return tail.endsWith("}");
      }
      if (!head.isEmpty() && !head.startsWith("<")) {
        return true;
      }
      Matcher last = LAST.matcher(tail);
      Matcher root = ROOT.matcher(head);
      return last.find() && root.find() && root.group(1).equals(last.group(1));
    } catch (IOException e) {
      // It is held by its writer, or gone.
      return false;
    }
  }

  /** Each second byte of UTF-16 is nought. */
  private static String text(RandomAccessFile bytes, long from) throws IOException {
    byte[] some = new byte[(int) Math.min(ENDS, bytes.length() - from)];
    bytes.seek(from);
    bytes.readFully(some);
    return new String(some, StandardCharsets.ISO_8859_1).replace("\0", "");
  }
}
