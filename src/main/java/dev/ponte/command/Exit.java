package dev.ponte.command;

/** How a command ends. */
final class Exit {

  /** What was asked for is done or told. */
  static final int WELL = 0;

  /** Refused or failed; nothing was done. */
  static final int REFUSED = 1;

  /** No such command, option or value. */
  static final int WRONG_USE = 2;

  /** No hub answers, or it does not allow it. */
  static final int NO_HUB = 3;

  /** Done in part; or something was found, with {@code --fail-if-any}. */
  static final int IN_PART = 4;

  private Exit() {}
}
