package dev.ponte.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which files of flows ran since when, so that an earlier state can be had again. */
@Component
class FlowHistory {

  private static final Logger LOG = LoggerFactory.getLogger(FlowHistory.class);
  private static final int MOST = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private static final String ADD =
      """
      INSERT INTO wiring (hash, via, who, files)
      SELECT CAST(:hash AS VARCHAR), CAST(:via AS VARCHAR), CAST(:who AS VARCHAR), CAST(:files AS VARCHAR)
       WHERE NOT EXISTS (
             SELECT 1 FROM wiring w
              WHERE w.hash = CAST(:hash AS VARCHAR) AND w.id = (SELECT MAX(id) FROM wiring))
      """;

  private static final String FORGET =
      "DELETE FROM wiring WHERE id <= (SELECT MAX(id) FROM wiring) - :most";

  private static final String FIND =
      "SELECT id, loaded_at AS loadedAt, hash, via, COALESCE(who, '') AS who FROM wiring";

  private final JdbcClient jdbc;

  FlowHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One state of the files.
   *
   * @param via {@code start}, {@code edit}, {@code reload}, {@code rollback} or {@code connections}
   * @param who empty when nobody did it by name
   */
  record Entry(long id, OffsetDateTime loadedAt, String hash, String via, String who) {}

  /**
   * Keeps what runs now, unless it is what was kept last; an outage of the database stops nothing.
   */
  void keep(SortedMap<String, String> files, String via, String who) {
    try {
      jdbc.sql(ADD)
          .param("hash", Wiring.hash(files))
          .param("via", via)
          .param("who", who, Types.VARCHAR)
          .param("files", JSON.writeValueAsString(files))
          .update();
      jdbc.sql(FORGET).param("most", MOST).update();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      LOG.warn("Which routes run now could not be written into the history: {}", e.getMessage());
    }
  }

  /** Whether the database answers. */
  boolean isReachable() {
    try {
      return jdbc.sql("SELECT 1").query(Integer.class).single() == 1;
    } catch (RuntimeException away) {
      LOG.debug("The database does not answer", away);
      return false;
    }
  }

  /** The newest first. */
  List<Entry> list() {
    return jdbc.sql(FIND + " ORDER BY id DESC").query(Entry.class).list();
  }

  /** What was written in the files then; empty when nothing is kept under the number. */
  Optional<SortedMap<String, String>> files(long id) {
    return jdbc.sql("SELECT files FROM wiring WHERE id = :id")
        .param("id", id)
        .query(String.class)
        .optional()
        .map(FlowHistory::read);
  }

  private static SortedMap<String, String> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The history of routes holds no JSON", e);
    }
  }
}
