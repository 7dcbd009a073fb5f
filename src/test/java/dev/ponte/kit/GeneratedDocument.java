package dev.ponte.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document that is made of the code. {@code ./mvnw test -Dtest='*ReferenceTest'
 * -Dponte.docs.write=true} writes all of them anew.
 */
public final class GeneratedDocument {

  private static final String WRITE = "ponte.docs.write";

  private GeneratedDocument() {}

  /** Fails when the document does not say this; writes it when that is wanted. */
  public static void says(Path document, String text) throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, text);
    }
    assertThat(Files.exists(document) ? Files.readString(document) : "")
        .as("%s is behind; -D%s=true writes it", document, WRITE)
        .isEqualTo(text);
  }

  /** A cell of a table. */
  public static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
  }
}
