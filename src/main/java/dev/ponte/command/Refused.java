package dev.ponte.command;

/** Ends a command with one sentence and an exit code. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  Refused(int code, String sentence) {
    super(sentence);
    this.code = code;
  }

  int code() {
    return code;
  }
}
