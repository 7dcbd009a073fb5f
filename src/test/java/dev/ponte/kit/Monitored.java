package dev.ponte.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of {@code deploy/monitoring}.
 *
 * @param where the panel or alert
 * @param shown what is shown beside its value
 */
public record Monitored(String where, String expression, String shown) {

  private static final Path FOLDER = Path.of("deploy/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\b(ponte_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
  private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)[^}]*}}");

  /** All of the dashboard and of the alerts. */
  public static List<Monitored> all() throws IOException {
    List<Monitored> all = new ArrayList<>();
    for (JsonNode panel : new JsonMapper().readTree(dashboard().toFile()).path("panels")) {
      panel
          .path("targets")
          .forEach(
              it ->
                  all.add(
                      new Monitored(
                          panel.path("title").asText(),
                          it.path("expr").asText(),
                          it.path("legendFormat").asText())));
    }
    for (JsonNode it : alerts()) {
      all.add(
          new Monitored(
              it.path("alert").asText(), it.path("expr").asText(), it.path("annotations") + ""));
    }
    return all;
  }

  public static Path dashboard() {
    return FOLDER.resolve("grafana.json");
  }

  public static JsonNode alerts() throws IOException {
    return new YAMLMapper().readTree(FOLDER.resolve("alerts.yaml").toFile()).at("/groups/0/rules");
  }

  /** The labels that it needs, by the metric's name in a scrape. */
  public Map<String, Set<String>> needed() {
    Map<String, Set<String>> needed = new TreeMap<>();
    Matcher metric = METRIC.matcher(expression);
    while (metric.find()) {
      Set<String> labels = needed.computeIfAbsent(metric.group(1), any -> new TreeSet<>());
      if (metric.group(2) != null) {
        Matcher one = MATCHER.matcher(metric.group(2));
        while (one.find()) {
          labels.add(one.group(1));
        }
      }
    }
    // What is grouped by are labels of the metric that follows.
    Matcher by = BY.matcher(expression);
    while (by.find()) {
      if (metric.find(by.end())) {
        needed.get(metric.group(1)).addAll(List.of(by.group(1).split(", *")));
      }
    }
    return needed;
  }

  /** The labels that are left in its result: what it groups by. */
  public Set<String> left() {
    Set<String> left = new TreeSet<>();
    BY.matcher(expression).results().forEach(it -> left.addAll(List.of(it.group(1).split(", *"))));
    return left;
  }

  /** The labels that are shown beside its value. */
  public Set<String> labelsShown() {
    Set<String> labels = new TreeSet<>();
    Matcher one = SHOWN.matcher(shown);
    while (one.find()) {
      labels.add(one.group(1));
    }
    return labels;
  }

  /** The labels of each metric in a scrape. */
  public static Map<String, Set<String>> scraped(String text) {
    Map<String, Set<String>> all = new TreeMap<>();
    Matcher metric =
        Pattern.compile("(?m)^(ponte_\\w+)(?:\\{((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^}\"])*)})?")
            .matcher(text);
    while (metric.find()) {
      Set<String> labels = all.computeIfAbsent(metric.group(1), any -> new TreeSet<>());
      if (metric.group(2) != null) {
        Matcher one = MATCHER.matcher(metric.group(2));
        while (one.find()) {
          labels.add(one.group(1));
        }
      }
    }
    return all;
  }
}
