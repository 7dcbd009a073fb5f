package dev.ponte.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of the flows, which may be a link, as may be the files in it. */
final class FlowFolder {

  private static final String ENDING = ".camel.yaml";

  private final Path folder;

  FlowFolder(Path folder) {
    this.folder = folder;
  }

  /** As a person would say it. */
  String shown() {
    return folder.toString();
  }

  Path path() {
    return folder;
  }

  /**
   * What stands in the files, by name. What editors and Kubernetes put beside them is not read: it
   * ends otherwise, or begins with a dot.
   *
   * @throws IllegalStateException in one sentence, when it cannot be read
   */
  SortedMap<String, String> read() {
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "There is no folder %s, so nothing moves; put the flows there and start again"
              .formatted(folder.toAbsolutePath()));
    }
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.filter(FlowFolder::isFlow).toList();
      for (Path it : files) {
        read(it, texts);
      }
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
    return texts;
  }

  /**
   * Makes the files those that are given, and no others.
   *
   * @throws IllegalStateException in one sentence, when the folder cannot be written to
   */
  void write(SortedMap<String, String> texts) {
    try {
      for (Map.Entry<String, String> it : texts.entrySet()) {
        Path file = folder.resolve(it.getKey());
        if (!Files.exists(file) || !Files.readString(file).equals(it.getValue())) {
          Path next = folder.resolve("." + it.getKey() + ".next");
          Files.writeString(next, it.getValue());
          Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      for (String name : read().keySet()) {
        if (!texts.containsKey(name)) {
          Files.delete(folder.resolve(name));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s cannot be written to (%s); put the files there by hand: GET /actuator/routes/<number> shows them"
              .formatted(folder, e),
          e);
    }
  }

  private static void read(Path file, SortedMap<String, String> texts) throws IOException {
    try {
      // Bytes that are no UTF-8 are a fault of the YAML, with its place, and not of the reading.
      texts.put(
          file.getFileName().toString(),
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException gone) {
      // Between the list and now it was taken away.
    }
  }

  private static boolean isFlow(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(ENDING) && !name.startsWith(".") && !Files.isDirectory(path);
  }
}
