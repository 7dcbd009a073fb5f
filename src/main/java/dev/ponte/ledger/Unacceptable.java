package dev.ponte.ledger;

import dev.ponte.ledger.view.Sentence;

/** Something was asked for in a wrong way; the sentence says which. */
public class Unacceptable extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  public Unacceptable(String code, Object... args) {
    super(Sentence.of(code, args).english());
    this.sentence = Sentence.of(code, args);
  }

  /** The message, in no language yet. */
  public Sentence sentence() {
    return sentence;
  }
}
