package dev.ponte.connection;

import java.util.Map;

/** What is wrong with connections that could not be used. */
public interface ConnectionFaults {

  /** One sentence by connection name; empty when all is well. */
  Map<String, String> faults();
}
