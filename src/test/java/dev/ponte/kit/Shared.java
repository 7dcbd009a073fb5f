package dev.ponte.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Documents that are not part of the project; a clone without them skips the tests that read them.
 */
public final class Shared {

  private static final Path FOLDER = Path.of("../shared");

  private Shared() {}

  /** The path; the test is skipped when it is not there. */
  public static Path path(String name) {
    Path path = FOLDER.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> "skipped, there is no " + path);
    return path;
  }

  /** The text of the file; the test is skipped when it is not there. */
  public static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a test resource. */
  public static String resource(String name) {
    try (var in = Shared.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
