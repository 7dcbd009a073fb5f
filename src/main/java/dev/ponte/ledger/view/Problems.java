package dev.ponte.ledger.view;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What needs a person, by cause, for scripts: in English.
 *
 * @param deliveries that are dead or parked
 * @param records that were not understood
 */
public record Problems(List<Failed> deliveries, List<Unread> records) {

  /**
   * What failed by one cause.
   *
   * @param title what has failed
   * @param todo what to do about it; empty when nobody knows more than the title
   * @param subjects what has to be repaired, the most frequent first
   * @param example the newest of them
   */
  public record Failed(
      String state,
      String type,
      String subscriber,
      String cause,
      String title,
      String todo,
      long number,
      List<ProblemList.Subject> subjects,
      OffsetDateTime first,
      OffsetDateTime last,
      DeliveryRow example) {

    static Failed of(ProblemList.Group it) {
      return new Failed(
          it.state(),
          it.type(),
          it.subscriber(),
          it.cause(),
          it.title().english(),
          it.todo().english(),
          it.number(),
          it.subjects(),
          it.first(),
          it.last(),
          it.example());
    }
  }

  /**
   * Records that were not understood by one cause; the rest as of {@link Failed}.
   *
   * @param example the newest one's number
   */
  public record Unread(
      String cause,
      String title,
      String todo,
      String source,
      String type,
      long number,
      List<ProblemList.Subject> subjects,
      OffsetDateTime first,
      OffsetDateTime last,
      long example) {

    static Unread of(ProblemList.LetterGroup it) {
      return new Unread(
          it.cause(),
          it.title().english(),
          it.todo().english(),
          it.source(),
          it.type(),
          it.number(),
          it.subjects(),
          it.first(),
          it.last(),
          it.example());
    }
  }
}
