package dev.ponte.connection;

import java.util.regex.Pattern;

/** Regular expressions by which a configuration tells what a system's error messages mean. */
public final class Words {

  private static final Pattern NEVER = Pattern.compile("(?!)");

  private Words() {}

  /**
   * The configured expression, and one that finds nothing when it is empty: as it stands that would
   * be found in everything.
   *
   * @param otherwise when none is configured; empty for one that finds nothing
   */
  public static Pattern pattern(Pattern configured, String otherwise) {
    Pattern pattern = configured == null ? Pattern.compile(otherwise) : configured;
    return pattern.pattern().isBlank() ? NEVER : pattern;
  }
}
