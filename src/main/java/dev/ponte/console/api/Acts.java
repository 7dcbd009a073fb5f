package dev.ponte.console.api;

import dev.ponte.console.Say;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Repairs;
import dev.ponte.ledger.Unacceptable;
import dev.ponte.ledger.view.Sentence;
import org.springframework.stereotype.Component;

/** Who acts, and how an act is answered. */
@Component
class Acts {

  private final Audit audit;
  private final Say say;

  Acts(Audit audit, Say say) {
    this.audit = audit;
    this.say = say;
  }

  /** The act of whoever asks. */
  Act by(String reason) {
    return audit.by("api", reason);
  }

  Result done(Sentence sentence) {
    return new Result(say.sentence(sentence));
  }

  /**
   * @throws NothingDone when nothing was done
   */
  Result of(Repairs.Answer answer) {
    return of(answer, null, null);
  }

  /**
   * @param expected how it was seen; null when nobody said
   * @param is how it is now; null when it has no state
   * @throws NothingDone when nothing was done
   */
  Result of(Repairs.Answer answer, String expected, String is) {
    if (!answer.done()) {
      throw new NothingDone(answer.sentence(), expected, is);
    }
    return done(answer.sentence());
  }

  /** The reason, without which the act is refused. */
  static String required(String reason, String code, Object... args) {
    if (reason == null || reason.isBlank()) {
      throw new Unacceptable(code, args).in("reason");
    }
    return reason;
  }
}
