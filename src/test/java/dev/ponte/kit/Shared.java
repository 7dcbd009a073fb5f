package dev.ponte.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Documents that are not part of the project; a clone without them skips the tests that read them.
 * A class that reads one has the tag {@code shared}: those classes run a second time as if there
 * were none, with another folder by the system property {@code ponte.shared}.
 */
public final class Shared {

  private static final Path FOLDER = Path.of(System.getProperty("ponte.shared", "../shared"));

  private Shared() {}

  /**
   * The text of the file; the test is skipped when it is not there. Read it before anything that
   * takes a failure for granted: the skipping is an exception.
   */
  public static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file itself; the test is skipped when it is not there. */
  public static Path path(String name) {
    Path path = FOLDER.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> "skipped, there is no " + path);
    return path;
  }

  /** The text of a test resource. */
  public static String resource(String name) {
    try (var in = Shared.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
