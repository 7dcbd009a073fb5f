package dev.ponte.ledger;

import dev.ponte.ledger.view.Sentence;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What a person may do with a subscription; each act is kept in the audit. */
@Component
public class SubscriptionActs {

  private final Subscriptions subscriptions;
  private final Replays replays;
  private final FirstPasses firstPasses;
  private final Wakeups wakeups;
  private final Audit audit;

  SubscriptionActs(
      Subscriptions subscriptions,
      Replays replays,
      FirstPasses firstPasses,
      Wakeups wakeups,
      Audit audit) {
    this.subscriptions = subscriptions;
    this.replays = replays;
    this.firstPasses = firstPasses;
    this.wakeups = wakeups;
    this.audit = audit;
  }

  /**
   * Nothing more is claimed for it, by any process, also after a restart.
   *
   * @param until a time, or a span such as {@code PT2H}; null or blank for until it is resumed
   * @throws IllegalArgumentException in one sentence, when that is no time
   */
  public Repairs.Answer pause(String type, String subscriber, String until, Act act) {
    Instant end = Filters.ahead(until);
    boolean paused = subscriptions.pause(type, subscriber, end, act);
    return kept(
        act,
        "pause",
        type,
        subscriber,
        end == null ? null : "until " + end,
        paused
            ? end == null
                ? Repairs.Answer.done("said.subscription.paused", named(type), subscriber)
                : Repairs.Answer.done(
                    "said.subscription.paused-until", named(type), subscriber, end)
            : takes(type, subscriber));
  }

  /** It goes on. */
  public Repairs.Answer resume(String type, String subscriber, Act act) {
    boolean resumed = subscriptions.resume(type, subscriber);
    wakeups.wake(type);
    return kept(
        act,
        "resume",
        type,
        subscriber,
        null,
        resumed
            ? Repairs.Answer.done("said.subscription.resumed", named(type), subscriber)
            : Repairs.Answer.refused("said.subscription.not-paused", named(type), subscriber));
  }

  /** Ends it; its backlog is never sent. Refused while a route of any process serves it. */
  public Repairs.Answer end(String type, String subscriber, Act act) {
    Repairs.Answer answer;
    if (subscriptions.served(type, subscriber)) {
      answer = Repairs.Answer.refused("said.subscription.served", named(type), subscriber);
    } else {
      answer =
          subscriptions.end(type, subscriber)
              ? Repairs.Answer.done("said.subscription.ended", named(type), subscriber)
              : takes(type, subscriber);
    }
    return kept(act, "end", type, subscriber, null, answer);
  }

  /** As {@link FirstPasses#start}. */
  public String start(String type, String connection, Act act) {
    String words = firstPasses.start(type, connection);
    audit.keep(
        act, "start", Audit.SUBSCRIPTION, type + "/" + connection, null, Sentence.words(words));
    return words;
  }

  /** As {@link Replays#replay}. */
  public Sentence replay(String type, String subscriber, String from, boolean run, Act act) {
    return replays.replay(type, subscriber, from, run, act);
  }

  private static Repairs.Answer takes(String type, String subscriber) {
    return Repairs.Answer.refused("said.subscription.none", named(type), subscriber);
  }

  private static Sentence named(String type) {
    return Sentence.of("type." + type).or(type);
  }

  private Repairs.Answer kept(
      Act act, String verb, String type, String subscriber, String given, Repairs.Answer answer) {
    audit.keep(act, verb, Audit.SUBSCRIPTION, type + "/" + subscriber, given, answer.sentence());
    return answer;
  }
}
