package dev.ponte.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.kit.GeneratedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/metrics.md} says what is measured, and no measurement names a person. */
class MetricsReferenceTest {

  private static final Path DOCUMENT = Path.of("docs/reference/metrics.md");

  private static final String HEAD =
      """
      # Metrics

      At `/actuator/prometheus`, for each login. Counters, histograms and summaries are those of one process: sum them. Gauges
      of the ledger are equal on all replicas: take `max by`, never `sum`. They are read four times a minute while scrapes
      come, so the first scrape after a start has none.

      | metric | kind | labels | |
      |---|---|---|---|
      """;

  @Test
  void the_document_lists_every_metric_with_its_labels() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (Metric it : Metric.values()) {
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  it.exposed(),
                  it.kind().prometheus(),
                  String.join(", ", it.labels()),
                  GeneratedDocument.cell(it.text())));
    }
    GeneratedDocument.says(DOCUMENT, text.toString());
  }

  @Test
  void no_label_is_a_number_or_a_person() {
    assertThat(Arrays.stream(Metric.values()).flatMap(it -> it.labels().stream()).distinct())
        .containsExactlyInAnyOrder(
            "type",
            "subscriber",
            "source",
            "connection",
            "poll",
            "step",
            "quantile",
            "window",
            "result",
            "operation",
            "class",
            "verb");
  }
}
