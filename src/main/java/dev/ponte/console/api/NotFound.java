package dev.ponte.console.api;

/** There is no such thing. */
class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotFound(String words) {
    super(words);
  }
}
