package dev.ponte.ledger.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was said is read again as it was said, in whatever language. */
class KeptSentenceTest {

  @Test
  void all_that_may_stand_in_a_sentence_comes_back() {
    Sentence said =
        new Sentence(
            "said.pending",
            Arrays.asList(
                "17",
                412L,
                new BigDecimal("113.90"),
                Duration.ofMinutes(7),
                OffsetDateTime.parse("2026-11-30T03:02:00Z"),
                null,
                Sentence.of("said.state.dead"),
                List.of(Sentence.of("said.count", 3L, Sentence.of("said.state.dead")), "moovin")),
            null);

    Sentence read = KeptSentence.read(KeptSentence.write(said), "Delivery 17 is pending");

    assertThat(read.code()).isEqualTo(said.code());
    assertThat(read.args()).isEqualTo(said.args());
  }

  @Test
  void what_has_no_words_any_more_or_none_yet_is_read_in_english() {
    String json = KeptSentence.write(Sentence.of("said.by-another-release", "17"));

    assertThat(KeptSentence.read(json, "Delivery 17 was turned").english())
        .isEqualTo("Delivery 17 was turned");
    assertThat(KeptSentence.read(null, "It is old").english()).isEqualTo("It is old");
    assertThat(KeptSentence.read("no JSON", "It is torn").english()).isEqualTo("It is torn");
    assertThat(KeptSentence.read(null, null)).isNull();
  }
}
