package dev.ponte.ledger.view;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * One subscription with all that may hold up its deliveries.
 *
 * @param pausedAt since when a person wishes that it rest; null when nobody does
 * @param pausedUntil null for until somebody resumes it
 * @param served whether a route of any process takes its messages
 * @param hold why nothing may be sent yet, as a sentence; null when it may
 * @param rests what of its connection rests
 * @param closedUntil until when its connection takes no calls; null when it does
 * @param giveUpAfter how old a delivery may get before a transient fault is its end
 * @param batch messages that one call carries
 */
public record Edge(
    long id,
    String type,
    String subscriber,
    OffsetDateTime pausedAt,
    OffsetDateTime pausedUntil,
    String pausedBy,
    String pauseReason,
    boolean served,
    String hold,
    List<Rest> rests,
    Instant closedUntil,
    Duration giveUpAfter,
    int priority,
    int batch) {

  /**
   * What of a connection rests.
   *
   * @param kind person, connection, host or operation
   * @param name of the host or operation; empty otherwise
   * @param until null for until a person resumes it; in the past when one call is to try next
   * @param who the person; empty when it was the system or Ponte
   */
  public record Rest(
      String connection,
      String kind,
      String name,
      OffsetDateTime since,
      OffsetDateTime until,
      String who,
      String reason) {

    boolean isOf(String kind) {
      return this.kind.equals(kind);
    }
  }
}
