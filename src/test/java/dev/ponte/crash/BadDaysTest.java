package dev.ponte.crash;

import dev.ponte.kit.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.kit.HubProcess;
import dev.ponte.kit.InterceptedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All flows on every bad day, on H2 and on PostgreSQL, with one hub and with two. What happened is
 * counted in the simulators. The table is printed, and stays in {@code target/bad-days.txt}.
 *
 * <p>System properties: {@code ponte.crash.kills} is how many kills a row has, and ten times the
 * polite stops (3; the whole run has 70); {@code ponte.crash.orders} how many orders each store has
 * at the beginning (8; the whole run 60); {@code ponte.crash.days} the days to run, by their names
 * in {@link BadDay} and {@code CHECKPOINT} (all).
 */
@Tag("crash")
class BadDaysTest {

  private static final int KILLS = Integer.getInteger("ponte.crash.kills", 3);
  private static final int ORDERS = Integer.getInteger("ponte.crash.orders", 8);
  private static final Set<String> DAYS =
      Arrays.stream(System.getProperty("ponte.crash.days", "").split(","))
          .map(it -> it.strip().toUpperCase(Locale.ROOT))
          .filter(it -> !it.isEmpty())
          .collect(Collectors.toSet());
  private static final List<Tally> TALLIES = new ArrayList<>();

  @TempDir private Path folder;

  @AfterAll
  static void print() throws IOException {
    String table = Tally.table(TALLIES);
    System.out.println(table);
    Files.writeString(Path.of("target/bad-days.txt"), table);
  }

  static Stream<Arguments> days() {
    return Arrays.stream(BadDay.values())
        .filter(it -> isWanted(it.name()))
        .flatMap(
            day ->
                Stream.of("H2", "PostgreSQL", "two, PostgreSQL")
                    .filter(where -> !day.isRemote() || !where.equals("H2"))
                    .map(where -> Arguments.of(day, where)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("days")
  void nothing_is_lost_nothing_twice_and_nothing_backwards(BadDay day, String where)
      throws Exception {
    Assumptions.assumeTrue(HubProcess.isBuilt(), "the jar is not built");
    boolean small = day == BadDay.DISK_FULL;
    try (Ground ground =
        where.equals("H2")
            ? Ground.h2(folder, small)
            : Ground.postgres(folder, where.startsWith("two") ? 2 : 1, small)) {
      ground.company.work(ORDERS);
      ground.start();
      day.happen(ground, KILLS);
      judge(ground.settle(day.toString(), where), day.isDoubtful());
    }
  }

  /** The database refuses one checkpoint after the other, each once. */
  @ParameterizedTest(name = "a checkpoint fails at each step on {0}")
  @CsvSource({"H2", "PostgreSQL"})
  void a_checkpoint_that_fails_once_at_each_step_parks_nothing(String where) throws Exception {
    Assumptions.assumeTrue(isWanted("CHECKPOINT"), "not asked for");
    AtomicInteger checkpoints = new AtomicInteger();
    try (Company company = new Company();
        Database database = Database.of(where, folder);
        Hub hub = new Hub()) {
      company.settings(hub::set);
      // Before the start: Focco's list of items is read once an hour.
      company.work(ORDERS);
      hub.routes(Flows.hasty(Files.createDirectories(folder.resolve("routes"))))
          .set("spring.datasource.url", database.url())
          .database(it -> new Forgetful(it, checkpoints))
          .start();
      JdbcClient jdbc = hub.part(JdbcClient.class);
      Duration took = company.settle(() -> Stuck.keys(Stuck.in(jdbc)), () -> {});
      List<Stuck> stuck = Stuck.in(jdbc);
      judge(Tally.of("a checkpoint fails at each step", where, company, stuck, took), false);
    }
  }

  private static boolean isWanted(String day) {
    return DAYS.isEmpty() || DAYS.contains(day);
  }

  private static void judge(Tally tally, boolean doubtful) {
    TALLIES.add(tally);
    System.out.println(Tally.table(List.of(tally)));
    tally.judge(doubtful);
  }

  /**
   * A database that refuses a checkpoint now and then, and takes it when it is asked again. Many
   * ends are written together, each with its checkpoint, so the refusals are further apart than
   * such a group is long; and by a prime number, so that each step meets one.
   */
  private static final class Forgetful extends InterceptedDatabase {

    private static final int APART = 211;

    private final AtomicInteger checkpoints;

    Forgetful(DataSource database, AtomicInteger checkpoints) {
      super(database);
      this.checkpoints = checkpoints;
    }

    @Override
    protected void statement(String sql) throws SQLException {
      boolean checkpoint =
          sql != null && sql.matches("(?is)\\s*(update|insert|merge)\\b.*\\bprogress\\b.*");
      if (checkpoint && checkpoints.incrementAndGet() % APART == 9) {
        throw new SQLTransientConnectionException("The database is away for a moment", "08006");
      }
    }
  }
}
