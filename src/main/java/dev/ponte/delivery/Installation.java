package dev.ponte.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is configured, as far as it must be known to say whether all is well. */
public interface Installation {

  /**
   * One connection.
   *
   * @param system the kind of API
   * @param intervals between two runs of each of its polls, by the poll's name
   */
  record Account(String name, String system, boolean dryRun, Map<String, Duration> intervals) {}

  /** All usable connections. */
  List<Account> accounts();

  /**
   * The flows that run, as a word that is equal where the same ones run; empty before the start.
   */
  String wiring();

  /** Why flows and connections are left out, one sentence each. */
  List<String> faults();
}
