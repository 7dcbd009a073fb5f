package dev.ponte.ledger;

import dev.ponte.ledger.view.Sentence;

/** Something was asked for in a wrong way; the sentence says which. */
public class Unacceptable extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;
  private String field;

  public Unacceptable(String code, Object... args) {
    super(Sentence.of(code, args).english());
    this.sentence = Sentence.of(code, args);
  }

  /** Names the field of a request that is wrong. */
  public Unacceptable in(String name) {
    field = name;
    return this;
  }

  /** The field of a request that is wrong; null when no single one is. */
  public String field() {
    return field;
  }

  /** The message, in no language yet. */
  public Sentence sentence() {
    return sentence;
  }
}
