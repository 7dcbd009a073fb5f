package dev.ponte.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints how connectors are built: how large they are, what stands in several of them, how large
 * their classes are and how many of their types others can see. Needs nothing but a JDK and the
 * folder {@code src/main}.
 */
public final class Anatomy {

  private static final int WINDOW = 10;
  private static final Pattern NAMES =
      Pattern.compile("vtex|moovin|fastcommerce|focco|presence|nfe", Pattern.CASE_INSENSITIVE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(public )?(?:(?:abstract|final|sealed|non-sealed) )*(?:class|interface|record|enum|@interface) \\w.*");

  private Anatomy() {}

  /** One source file: its lines, and of those that are code their numbers and plain form. */
  private record Source(Path file, String part, List<String> lines, List<Integer> at) {

    static Source of(Path root, Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      List<Integer> at = new ArrayList<>();
      boolean comment = false;
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        comment |= line.startsWith("/*");
        boolean code =
            !comment
                && !line.isEmpty()
                && !line.startsWith("//")
                && !line.startsWith("import ")
                && !line.startsWith("package ");
        if (code) {
          at.add(i);
        }
        comment &= !line.contains("*/");
      }
      return new Source(file, root.relativize(file).getName(0).toString(), lines, at);
    }

    /** A code line without what is only a system's name. */
    String plain(int code) {
      return NAMES.matcher(lines.get(at.get(code)).strip()).replaceAll("X");
    }

    String window(int from) {
      StringBuilder text = new StringBuilder();
      for (int i = from; i < from + WINDOW; i++) {
        text.append(plain(i)).append('\n');
      }
      return text.toString();
    }
  }

  /**
   * @param args the folder that holds {@code src/main}
   */
  public static void main(String[] args) throws IOException {
    Path main = Path.of(args.length == 0 ? "." : args[0]).resolve("src/main");
    Path connectors = main.resolve("java/dev/ponte/connector");
    List<Source> all = sources(connectors, ".java");
    Map<String, List<Source>> parts =
        all.stream()
            .collect(Collectors.groupingBy(Source::part, TreeMap::new, Collectors.toList()));
    System.out.printf("%-14s %6s %7s %7s%n", "connector", "files", "lines", "code");
    parts.forEach(Anatomy::size);
    size("all", all);
    List<Source> kamelets = sources(main.resolve("resources/kamelets"), ".yaml");
    System.out.printf(
        "%-14s %6d %7d%n",
        "Kamelets", kamelets.size(), kamelets.stream().mapToInt(it -> it.lines().size()).sum());
    duplicates(connectors, all);
    classes(all);
    visibility(all);
  }

  private static List<Source> sources(Path root, String ending) throws IOException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(ending)).sorted().toList()) {
        sources.add(Source.of(root, file));
      }
    }
    return sources;
  }

  private static void size(String name, List<Source> sources) {
    System.out.printf(
        "%-14s %6d %7d %7d%n",
        name,
        sources.size(),
        sources.stream().mapToInt(it -> it.lines().size()).sum(),
        sources.stream().mapToInt(it -> it.at().size()).sum());
  }

  /** What stands, but for the system's name, in more than one connector. */
  private static void duplicates(Path root, List<Source> sources) {
    Map<String, Set<String>> whose = new HashMap<>();
    for (Source source : sources) {
      for (int i = 0; i + WINDOW <= source.at().size(); i++) {
        whose.computeIfAbsent(source.window(i), any -> new TreeSet<>()).add(source.part());
      }
    }
    List<String> found = new ArrayList<>();
    for (Source source : sources) {
      int run = 0;
      for (int i = 0; i <= source.at().size(); i++) {
        boolean twice = i + WINDOW <= source.at().size() && whose.get(source.window(i)).size() > 1;
        if (twice) {
          run++;
        } else if (run > 0) {
          found.add(
              "  %s:%d, %d lines"
                  .formatted(
                      root.relativize(source.file()),
                      source.at().get(i - run) + 1,
                      run + WINDOW - 1));
          run = 0;
        }
      }
    }
    System.out.printf(
        "%nblocks of %d lines and more that stand in several connectors: %d%n",
        WINDOW, found.size());
    found.forEach(System.out::println);
  }

  private static void classes(List<Source> sources) {
    List<Source> bySize =
        sources.stream()
            .filter(it -> !it.file().endsWith("package-info.java"))
            .sorted(Comparator.comparingInt(it -> it.lines().size()))
            .toList();
    Source largest = bySize.get(bySize.size() - 1);
    System.out.printf(
        "%nlines of a class: median %d, largest %d (%s), above 250: %d%n",
        bySize.get(bySize.size() / 2).lines().size(),
        largest.lines().size(),
        largest.file().getFileName(),
        bySize.stream().filter(it -> it.lines().size() > 250).count());
    Map<Path, Long> packages =
        bySize.stream()
            .collect(Collectors.groupingBy(it -> it.file().getParent(), Collectors.counting()));
    System.out.println(
        "classes of a package: "
            + packages.entrySet().stream()
                .sorted(Map.Entry.<Path, Long>comparingByValue().reversed())
                .map(it -> it.getKey().getFileName() + " " + it.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static void visibility(List<Source> sources) {
    long all = 0;
    long seen = 0;
    for (Source source : sources) {
      for (int i : source.at()) {
        if (TYPE.matcher(source.lines().get(i)).matches()) {
          all++;
          seen += source.lines().get(i).startsWith("public ") ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "types that only their package sees: %d of %d, %d %%%n",
        all - seen, all, Math.round(100.0 * (all - seen) / all));
  }
}
