package dev.ponte.delivery;

import java.util.Optional;

/** A failure of which whoever threw it knows what has to be repaired. */
public interface Named {

  /** The name of what has to be repaired; empty when nobody has given it one. */
  Optional<String> cause();

  /** What is missing or wrong; never personal; empty when the cause needs none. */
  Optional<String> subject();

  /** The name that a failure brings along; null for one that has none. */
  static Named of(Throwable failure) {
    return failure instanceof Named named && named.cause().isPresent() ? named : null;
  }
}
