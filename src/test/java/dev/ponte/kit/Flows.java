package dev.ponte.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The shipped flows in a folder of a test's own. */
public final class Flows {

  private Flows() {}

  /** Copies them, with batches that fill for a second only, since tests do not like to wait. */
  public static Path hasty(Path folder) {
    return hasty(Path.of("routes"), folder);
  }

  /** Copies those of one folder into another, or makes them hasty where they are. */
  static Path hasty(Path from, Path folder) {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file).replaceAll("batchWait: \\d+s", "batchWait: 1s");
        Files.writeString(folder.resolve(file.getFileName()), text);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
