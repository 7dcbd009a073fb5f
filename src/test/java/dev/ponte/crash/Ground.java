package dev.ponte.crash;

import static org.awaitility.Awaitility.await;

import dev.ponte.kit.HubProcess;
import dev.ponte.kit.PostgresServer;
import dev.ponte.kit.SmallDisk;
import dev.ponte.kit.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Where a bad day happens: a company and the hubs that serve it, each a process of the packaged
 * jar, on one database.
 */
final class Ground implements AutoCloseable {

  private static final Duration UP = Duration.ofMinutes(3);
  private static final String IN_HUBS_FOLDER = "data";
  private static final Duration AFTERMATH = Duration.ofSeconds(6);
  private static final int DISK_MEGABYTES = 700;

  final Company company = new Company();
  final List<HubProcess> hubs = new ArrayList<>();
  final Random random = new Random(2026);
  private final Path folder;
  private PostgresServer postgres;
  private Wire wire;
  private SmallDisk disk;

  private Ground(Path folder) {
    this.folder = folder;
  }

  /** One hub on its H2 file. */
  static Ground h2(Path folder, boolean smallDisk) throws Exception {
    Ground ground = new Ground(folder);
    Path home = Files.createDirectories(folder.resolve("hub1"));
    Path data = Files.createDirectories(home.resolve(IN_HUBS_FOLDER));
    if (smallDisk) {
      ground.mount(data);
    }
    ground.hub(new HubProcess(home));
    return ground;
  }

  /** So many hubs on one PostgreSQL, each behind the same wire. */
  static Ground postgres(Path folder, int replicas, boolean smallDisk) throws Exception {
    Ground ground = new Ground(folder);
    Path data = Files.createDirectories(folder.resolve("postgres"));
    if (smallDisk) {
      ground.mount(data);
    }
    ground.postgres = new PostgresServer(data.resolve("cluster"));
    ground.wire = new Wire(ground.postgres.port());
    for (int i = 1; i <= replicas; i++) {
      ground.hub(new HubProcess(folder.resolve("hub" + i)));
    }
    return ground;
  }

  /** Has this one serve the company too; it is not started. */
  HubProcess hub(HubProcess hub) {
    company.settings(hub::set);
    if (postgres != null) {
      hub.set("spring.datasource.url", PostgresServer.url(wire.port()));
    }
    hubs.add(hub.hasty());
    return hub;
  }

  /** Stops it for good. */
  void retire(HubProcess hub) {
    hub.stop();
    hubs.remove(hub);
  }

  /** Starts all that do not run. */
  void start() {
    hubs.stream().filter(it -> !it.isAlive()).forEach(HubProcess::start);
  }

  /** Any one of the hubs. */
  HubProcess any() {
    return hubs.get(random.nextInt(hubs.size()));
  }

  /** Returns once orders are on their way into Focco. */
  void awaitTraffic() {
    long before = company.focco.calls("CriaItemOrcamento");
    await("orders on their way")
        .atMost(UP)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> company.focco.calls("CriaItemOrcamento") > before + 2);
  }

  /** As time passes. */
  void pause(Duration time) {
    await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
  }

  PostgresServer postgres() {
    return postgres;
  }

  Wire wire() {
    return wire;
  }

  SmallDisk disk() {
    return disk;
  }

  /** Supervisors start what ended: the database and the hubs. */
  void supervise() {
    if (postgres != null) {
      postgres.supervise();
    }
    start();
  }

  /** What a person must look at. An H2 file can be read only when its hub is down. */
  private List<Stuck> stuck() {
    String url =
        postgres == null
            ? "jdbc:h2:file:%s/ponte;IFEXISTS=TRUE"
                .formatted(folder.resolve("hub1").resolve(IN_HUBS_FOLDER))
            : postgres.url();
    // Whoever opens an H2 file without a name is nobody, as the hub is.
    String user = postgres == null ? "" : "postgres";
    return Stuck.in(JdbcClient.create(new DriverManagerDataSource(url, user, "")));
  }

  /** Waits until all is done, looks a while longer for what is done again, and counts. */
  Tally settle(String day, String where) {
    boolean open = postgres != null;
    Duration took =
        company.settle(() -> open ? Stuck.keys(stuck()) : parkedInLogs(), this::supervise);
    pause(AFTERMATH);
    hubs.forEach(HubProcess::close);
    return Tally.of(day, where, company, stuck(), took);
  }

  /**
   * The keys of orders that a log tells to be parked; for a database that only its hub can read.
   */
  private Set<String> parkedInLogs() {
    Set<String> keys = new HashSet<>();
    for (HubProcess hub : hubs) {
      for (String line : hub.log().split("\n")) {
        if (line.contains(": parked, ") || line.contains(": dead, ")) {
          keys.add(line.replaceAll("^.*Deliveries +\\S+ (\\S+) \\(.*$", "$1").strip());
        }
      }
    }
    return keys;
  }

  @Override
  public void close() throws IOException {
    hubs.forEach(HubProcess::thaw);
    hubs.forEach(HubProcess::close);
    if (wire != null) {
      wire.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    if (disk != null) {
      disk.close();
    }
    company.close();
  }

  private void mount(Path data) {
    disk = SmallDisk.mount(data, DISK_MEGABYTES);
    if (disk == null) {
      company.close();
    }
    Assumptions.assumeTrue(disk != null, "this user may not mount a small disk");
  }
}
