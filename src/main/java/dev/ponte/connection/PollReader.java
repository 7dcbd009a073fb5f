package dev.ponte.connection;

import java.util.Optional;
import java.util.function.Function;

/** Reads what a poll names by {@code feed} or {@code holds}. */
public interface PollReader {

  /** What a run of a poll does. */
  interface Reading {

    /**
     * Reads, and sends what it reads in exchanges.
     *
     * @param exchange from a body to what the exchange failed with, or null when all of it was
     *     recorded
     * @return what the run failed with, or null; what could not be read is told to the run
     */
    Exception read(PollRun run, Function<Object, Exception> exchange);
  }

  /** How a bean is read; empty when it is none of those that this one reads. */
  Optional<Reading> of(Connection connection, Object bean);
}
