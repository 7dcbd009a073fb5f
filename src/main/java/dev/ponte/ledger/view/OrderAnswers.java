package dev.ponte.ledger.view;

import dev.ponte.delivery.Gate;
import dev.ponte.ledger.view.OrderPages.Answer;
import dev.ponte.ledger.view.OrderPages.Line;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an order, and each of its deliveries, waits for. */
@Component
class OrderAnswers {

  private static final String SAME_CAUSE =
      """
      SELECT COUNT(*) FROM (
             SELECT id FROM delivery
              WHERE state = :state AND subscription_id = :subscription AND cause = :cause
              FETCH FIRST 10001 ROWS ONLY) counted
      """;

  /** With a lower end of due_at: else H2 begins with all that have none, since they have ended. */
  private static final String AHEAD =
      """
      SELECT COUNT(*) FROM (
             SELECT id FROM delivery
              WHERE subscription_id = :subscription
                AND due_at BETWEEN TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00' AND :due
                AND id <> :id AND state IN ('pending', 'retrying')
              FETCH FIRST 10001 ROWS ONLY) counted
      """;

  private final JdbcClient jdbc;
  private final Edges edges;
  private final Gate gate;

  OrderAnswers(JdbcClient jdbc, Edges edges, Gate gate) {
    this.jdbc = jdbc;
    this.edges = edges;
    this.gate = gate;
  }

  /** Each delivery with what it waits for, the newest first. */
  List<Line> lines(List<DeliveryRow> deliveries, Instant now) {
    Map<Long, Edge> all = edges.all();
    return deliveries.stream()
        .map(it -> new Line(it, wait(it, all.get(it.subscription()), now)))
        .sorted(Comparator.comparingLong((Line it) -> it.delivery().id()).reversed())
        .toList();
  }

  /** With its place in the queue, which is worth a query on one order's page. */
  private Wait wait(DeliveryRow it, Edge edge, Instant now) {
    Wait wait = Waits.of(it, edge, now).orElse(null);
    boolean turn = wait != null && wait.sentence().code().equals("waits.turn");
    return turn ? new Wait(wait.tone(), turn(it, edge, now)) : wait;
  }

  private Sentence turn(DeliveryRow it, Edge edge, Instant now) {
    long ahead =
        jdbc.sql(AHEAD)
            .param("subscription", it.subscription())
            .param("due", Timestamp.from(it.dueAt().toInstant()))
            .param("id", it.id())
            .query(Long.class)
            .single();
    long calls = (ahead + edge.batch()) / edge.batch();
    Optional<Instant> last =
        gate.lastOf(it.subscriber(), calls, edge.priority())
            .filter(at -> at.isAfter(now.plusSeconds(60)));
    if (last.isPresent()) {
      return Sentence.of(
          "waits.turn-by-quota", it.subscriber(), ahead, Duration.between(now, last.get()));
    }
    return ahead == 0
        ? Sentence.of("waits.turn", it.subscriber())
        : Sentence.of("waits.turn-after", it.subscriber(), ahead);
  }

  /** The worst first; of one state the one that waits longest. */
  List<Answer> of(OrderRow row, List<Line> lines) {
    List<Answer> answers =
        lines.stream()
            .filter(it -> it.waitsFor() != null)
            .sorted(
                Comparator.comparing((Line it) -> it.waitsFor().tone())
                    .reversed()
                    .thenComparing(it -> it.delivery().since()))
            .map(it -> answer(row, it))
            .toList();
    boolean said =
        answers.stream().anyMatch(it -> it.tone() != Wait.Tone.UNDER_WAY)
            || !answers.isEmpty() && row.orderClass() == OrderClass.UNDER_WAY;
    if (said) {
      return answers;
    }
    List<Answer> all = new ArrayList<>();
    Wait.Tone tone = row.over() ? Wait.Tone.WAITS : Wait.Tone.UNDER_WAY;
    all.add(new Answer(tone, row.sentence(), null, null, null));
    all.addAll(answers);
    return all;
  }

  private Answer answer(OrderRow row, Line line) {
    DeliveryRow it = line.delivery();
    if (!it.failed()) {
      return new Answer(
          line.waitsFor().tone(),
          Sentence.of("answer.open", it.subscriber(), line.type(), line.waitsFor().sentence()),
          null,
          line,
          null);
    }
    Sentence sentence =
        Sentence.of(
            "answer." + it.state(),
            it.subscriber(),
            line.type(),
            it.finishedAt(),
            CauseText.title(it));
    return new Answer(
        Wait.Tone.PERSON,
        sentence,
        CauseText.todo(it.cause(), it.state(), it.subscriber(), it.subject(), row.shown()),
        line,
        others(it));
  }

  private Count others(DeliveryRow it) {
    if (it.cause() == null) {
      return null;
    }
    long all =
        jdbc.sql(SAME_CAUSE)
            .param("state", it.state())
            .param("subscription", it.subscription())
            .param("cause", it.cause())
            .query(Long.class)
            .single();
    return Count.of(Math.max(0, all - 1));
  }
}
