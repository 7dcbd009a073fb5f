package dev.ponte.console.api;

import dev.ponte.ledger.view.Sentence;

/** Something is not as it was seen, so nothing was done. */
class NothingDone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;
  private final String expected;
  private final String is;

  /**
   * @param expected how it was seen; null when nobody said
   * @param is how it is now; null when it has no state
   */
  NothingDone(Sentence sentence, String expected, String is) {
    super(sentence.english());
    this.sentence = sentence;
    this.expected = expected;
    this.is = is;
  }

  Sentence sentence() {
    return sentence;
  }

  String expected() {
    return expected;
  }

  String is() {
    return is;
  }
}
