package dev.ponte.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every class that reads a document from outside the project is one of those that run twice. */
class SharedDocumentsTest {

  private static final Pattern READS = Pattern.compile("Shared[.](text|path)[(]");

  @Test
  void whoever_reads_one_is_tagged() throws IOException {
    List<Path> readers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
        if (READS.matcher(Files.readString(file)).find()) {
          readers.add(file);
        }
      }
    }

    assertThat(readers)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it).content().contains("@Tag(\"shared\")"));
  }
}
