package dev.ponte.connection;

import java.util.Map;

/** What a connector tells of a connection in the health, beside what its calls and polls tell. */
public interface HealthLines {

  /** One sentence by what it is about; empty when there is nothing to tell. */
  Map<String, String> of(Connection connection);
}
