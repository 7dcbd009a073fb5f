package dev.ponte.console.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The password of an installation that configured none: random, written once to a private file. */
final class ConsolePassword {

  /** The user's name when none is configured. */
  static final String USER = "ponte";

  private static final Logger LOG = LoggerFactory.getLogger(ConsolePassword.class);
  private static final int BYTES = 16;

  private final Path file;
  private final String database;

  ConsolePassword(Path file, String database) {
    this.file = file;
    this.database = database;
  }

  /**
   * The password in the file, which is written when it is not there yet.
   *
   * @throws IllegalStateException with PostgreSQL, where several replicas must agree on one user
   */
  String obtain() {
    if (database.startsWith("jdbc:postgresql:")) {
      throw new IllegalStateException(
          "With PostgreSQL the console needs a configured user: set spring.security.user.name and"
              + " spring.security.user.password, or ponte.console.users");
    }
    try {
      if (!Files.exists(file)) {
        write();
      }
      LOG.info("Log in to the console as {} with the password in {}", USER, file);
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The console password in %s".formatted(file), e);
    }
  }

  private void write() throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(random));
  }
}
