package dev.ponte.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.Monitored;
import dev.ponte.metrics.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/} says, as far as it can be checked without a cluster. */
class DeployTest {

  private static final Path FOLDER = Path.of("deploy");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Whose longest time-out of an answer is 5 minutes: Fastcommerce. */
  private static final int LONGEST_CALL_SECONDS = 300;

  @TempDir private Path folder;

  @Test
  void dashboard_and_alerts_name_metrics_and_labels_that_there_are() throws IOException {
    Map<String, Set<String>> known = new TreeMap<>();
    for (Metric it : Metric.values()) {
      Set<String> labels = new TreeSet<>(it.labels());
      switch (it.kind()) {
        case TIMER, BUCKETS -> {
          known.put(it.exposed() + "_count", labels);
          known.put(it.exposed() + "_sum", labels);
          if (it.kind() == Metric.Kind.BUCKETS) {
            Set<String> withBound = new TreeSet<>(labels);
            withBound.add("le");
            known.put(it.exposed() + "_bucket", withBound);
          }
        }
        default -> known.put(it.exposed(), labels);
      }
    }

    assertThat(Monitored.all())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            it ->
                it.needed()
                    .forEach(
                        (metric, labels) -> {
                          assertThat(known).as(it.where()).containsKey(metric);
                          assertThat(known.get(metric))
                              .as("%s: %s", it.where(), metric)
                              .containsAll(labels);
                        }))
        .allSatisfy(it -> assertThat(it.left()).as(it.where()).containsAll(it.labelsShown()));
  }

  @Test
  void gauges_that_are_equal_on_all_replicas_are_never_added_up_over_them() throws IOException {
    Set<String> gauges =
        Arrays.stream(Metric.values())
            .filter(it -> it.kind() == Metric.Kind.GAUGE || it.kind() == Metric.Kind.SECONDS)
            .map(Metric::exposed)
            .collect(java.util.stream.Collectors.toSet());
    Pattern added = Pattern.compile("\\b(?:sum|avg|count)\\b(?: by \\([^)]*\\))? ?\\((ponte_\\w+)");

    assertThat(Monitored.all())
        .allSatisfy(
            it ->
                assertThat(added.matcher(it.expression()).results().map(sum -> sum.group(1)))
                    .as(it.where())
                    .doesNotContainAnyElementsOf(gauges));
  }

  @Test
  void each_alert_says_how_urgent_it_is_and_which_page_to_open() throws IOException {
    assertThat(Monitored.alerts())
        .extracting(it -> it.path("alert").asText())
        .containsExactlyInAnyOrder(
            "PonteDown",
            "LedgerAway",
            "OrdersWait",
            "NeedsPerson",
            "OrdersRefused",
            "ConnectionTrouble",
            "LoginRefused",
            "PollOverdue",
            "CannotDrain",
            "MonthQuota",
            "FlowFault");
    assertThat(Monitored.alerts())
        .allSatisfy(
            it -> {
              assertThat(it.path("for").asText()).matches("\\d+[mh]");
              assertThat(it.at("/labels/severity").asText()).isIn("page", "ticket");
              assertThat(it.at("/annotations/summary").asText()).isNotBlank();
              assertThat(it.at("/annotations/runbook").asText())
                  .matches(
                      ".*(/problems|/orders|/connections/|\\(/\\)|docs/operating\\.md|/actuator/).*");
            });
    assertThat(Arrays.stream(FailureClass.values()).map(it -> it.name().toLowerCase(Locale.ROOT)))
        .as("what LoginRefused looks for")
        .contains("unauthorized");
  }

  @Test
  void the_compose_file_mounts_files_that_are_there_and_stops_with_patience() throws IOException {
    JsonNode services = YAML.readTree(FOLDER.resolve("compose.yaml").toFile()).path("services");

    assertThat(services.at("/ponte/deploy/replicas").asInt()).isEqualTo(2);
    assertThat(seconds(services.at("/ponte/stop_grace_period").asText()))
        .isGreaterThan(LONGEST_CALL_SECONDS);
    List<String> mounts = new ArrayList<>();
    services.forEach(
        service -> service.path("volumes").forEach(it -> mounts.add(it.asText().split(":")[0])));
    assertThat(mounts)
        .filteredOn(it -> it.startsWith("."))
        .hasSizeGreaterThan(4)
        .allSatisfy(it -> assertThat(FOLDER.resolve(it)).exists());
    services.forEach(
        it -> assertThat(it.path("image").asText()).matches("ponte|\\S+:v?\\d[\\d.]*"));
    assertThat(
            YAML.readTree(FOLDER.resolve("monitoring/prometheus.yaml").toFile())
                .at("/scrape_configs/0/job_name")
                .asText())
        .as("the job that PonteDown looks for")
        .isEqualTo("ponte");
  }

  @Test
  void kubernetes_asks_liveness_without_the_database_and_keeps_one_replica() throws IOException {
    Map<String, JsonNode> byKind = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve("kubernetes"))) {
      for (Path file : files.sorted().toList()) {
        YAML.readerFor(JsonNode.class)
            .<JsonNode>readValues(file.toFile())
            .forEachRemaining(it -> byKind.put(it.path("kind").asText(), it));
      }
    }
    JsonNode pod = byKind.get("Deployment").at("/spec/template/spec");
    JsonNode hub = pod.at("/containers/0");
    JsonNode labels = byKind.get("Deployment").at("/spec/template/metadata/labels");

    assertThat(byKind.keySet())
        .containsExactly("Deployment", "PodDisruptionBudget", "Secret", "Service");
    assertThat(byKind.get("PodDisruptionBudget").at("/spec/selector/matchLabels"))
        .isEqualTo(labels)
        .isEqualTo(byKind.get("Service").at("/spec/selector"))
        .isEqualTo(byKind.get("Deployment").at("/spec/selector/matchLabels"));
    assertThat(hub.at("/livenessProbe/httpGet/path").asText())
        .isEqualTo(hub.at("/startupProbe/httpGet/path").asText())
        .isEqualTo("/actuator/health/liveness");
    assertThat(hub.at("/readinessProbe/httpGet/path").asText())
        .isEqualTo("/actuator/health/readiness");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(hub.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(hub.at("/resources/limits/memory").asText()).isNotBlank();
    assertThat(pod.path("terminationGracePeriodSeconds").asInt())
        .isGreaterThan(LONGEST_CALL_SECONDS);
    assertThat(hub.at("/envFrom/0/secretRef/name"))
        .isEqualTo(byKind.get("Secret").at("/metadata/name"));
    assertThat(pod.path("volumes").findValuesAsText("name"))
        .containsAll(hub.path("volumeMounts").findValuesAsText("name"));
  }

  @Test
  void the_unit_is_one_that_systemd_takes() throws Exception {
    Path tool = Path.of("/usr/bin/systemd-analyze");
    String unit = Files.readString(FOLDER.resolve("ponte.service"));
    assertThat(unit).contains("SuccessExitStatus=143", "Restart=on-failure");
    assertThat(Integer.parseInt(unit.replaceAll("(?s).*TimeoutStopSec=(\\d+).*", "$1")))
        .isGreaterThan(LONGEST_CALL_SECONDS);
    assumeTrue(Files.isExecutable(tool));
    Path copy = folder.resolve("ponte.service");
    // Java may stand elsewhere on this machine.
    Files.writeString(copy, unit.replace("/usr/bin/java", "/bin/true"));

    Process verify =
        new ProcessBuilder(tool.toString(), "verify", copy.toString())
            .redirectErrorStream(true)
            .start();
    String words = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(verify.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(words).doesNotContain("ponte.service");
    assertThat(verify.exitValue()).as(words).isZero();
  }

  private static int seconds(String text) {
    return Integer.parseInt(text.replace("s", ""));
  }
}
