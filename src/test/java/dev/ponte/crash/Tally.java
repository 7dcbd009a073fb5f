package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a bad day came to.
 *
 * @param lost what is in no target and waits for nobody, by id
 * @param seconds from the end of the trouble until all was done, or given up
 */
record Tally(
    String day,
    String where,
    int orders,
    Map<String, String> lost,
    List<String> twice,
    List<String> backwards,
    List<Stuck> stuck,
    long seconds) {

  private static final String ROW = "| %-34s | %-15s | %6s | %4s | %5s | %9s | %6s | %4s | %7s |%n";
  private static final int SHOWN = 12;

  static Tally of(String day, String where, Company company, List<Stuck> stuck, Duration took) {
    return new Tally(
        day,
        where,
        company.orders(),
        company.lost(Stuck.keys(stuck)),
        company.twice(),
        company.backwards(),
        stuck,
        took.toSeconds());
  }

  /**
   * Fails unless the day did no harm.
   *
   * @param doubtful whether answers may have been lost, so that orders may wait for a person
   */
  void judge(boolean doubtful) {
    assertThat(lost).as("lost").isEmpty();
    assertThat(twice).as("twice").isEmpty();
    assertThat(backwards).as("older after newer").isEmpty();
    assertThat(inVain()).as("waits for a person without a reason").isEmpty();
    if (!doubtful) {
      assertThat(inDoubt()).as("parked though no answer was lost").isEmpty();
    }
  }

  List<Stuck> inDoubt() {
    return stuck.stream().filter(Stuck::inDoubt).toList();
  }

  /** What waits for a person though nobody lost an answer. */
  List<Stuck> inVain() {
    return stuck.stream().filter(it -> !it.inDoubt()).toList();
  }

  static String table(List<Tally> all) {
    StringBuilder table = new StringBuilder();
    table.append(
        ROW.formatted(
            "bad day", "on", "orders", "lost", "twice", "backwards", "doubt", "vain", "seconds"));
    table.append(
        ROW.formatted(
            "-".repeat(34),
            "-".repeat(15),
            "-----:",
            "---:",
            "----:",
            "--------:",
            "-----:",
            "---:",
            "------:"));
    all.forEach(
        it ->
            table.append(
                ROW.formatted(
                    it.day,
                    it.where,
                    it.orders,
                    it.lost.size(),
                    it.twice.size(),
                    it.backwards.size(),
                    it.inDoubt().size(),
                    it.inVain().size(),
                    it.seconds)));
    all.stream().map(Tally::story).filter(it -> !it.isBlank()).forEach(table::append);
    return table.toString();
  }

  private String story() {
    List<String> lines = new ArrayList<>();
    lost.forEach((id, what) -> lines.add("lost: " + id + ": " + what));
    twice.forEach(it -> lines.add("twice: " + it));
    backwards.forEach(it -> lines.add("backwards: " + it));
    stuck.stream()
        .collect(Collectors.groupingBy(Tally::cause, TreeMap::new, Collectors.counting()))
        .forEach((cause, count) -> lines.add(count + " " + cause));
    String more = lines.size() > SHOWN ? "  and %d more%n".formatted(lines.size() - SHOWN) : "";
    return lines.isEmpty()
        ? ""
        : "%n%s, %s:%n".formatted(day, where)
            + lines.stream().limit(SHOWN).map("  %s%n"::formatted).collect(Collectors.joining())
            + more;
  }

  private static String cause(Stuck one) {
    String words = one.words() == null ? "" : one.words().replaceAll("\\d+(-\\d+)?", "…");
    String head = words.length() > 140 ? words.substring(0, 140) : words;
    return "%s %s to %s: %s".formatted(one.state(), one.type(), one.subscriber(), head);
  }
}
