package dev.ponte.crash;

import dev.ponte.kit.HubProcess;
import java.time.Duration;

/** What may happen to a hub while it works. Each leaves the world whole again. */
enum BadDay {
  NOTHING("nothing", false, false) {
    @Override
    void happen(Ground ground, int times) {
      ground.awaitTraffic();
    }
  },

  KILLED("SIGKILL", true, false) {
    @Override
    void happen(Ground ground, int times) {
      for (int i = 0; i < times; i++) {
        ground.company.work(2);
        ground.awaitTraffic();
        ground.pause(Duration.ofMillis(ground.random.nextInt(600)));
        HubProcess one = ground.any();
        one.kill();
        one.start();
      }
    }
  },

  STOPPED("SIGTERM under load", false, false) {
    @Override
    void happen(Ground ground, int times) {
      for (int i = 0; i < Math.max(1, times / 10); i++) {
        ground.company.work(4);
        ground.awaitTraffic();
        HubProcess one = ground.any();
        one.stop();
        one.start();
      }
    }
  },

  FROZEN("SIGSTOP longer than a lease", true, false) {
    @Override
    void happen(Ground ground, int times) {
      ground.awaitTraffic();
      HubProcess one = ground.any();
      one.freeze();
      ground.company.work(4);
      ground.pause(Duration.ofSeconds(75));
      one.thaw();
    }
  },

  ROUTE_STOPPED("route stopped while the ERP hangs", false, false) {
    @Override
    void happen(Ground ground, int times) {
      ground.awaitTraffic();
      ground.company.focco.latency(Duration.ofSeconds(3));
      ground.awaitTraffic();
      ground.hubs.forEach(it -> it.exec(ORDERS, "stop()"));
      ground.company.work(2);
      ground.hubs.forEach(it -> it.exec(ORDERS, "start()"));
      ground.company.focco.latency(Duration.ofMillis(15));
    }
  },

  DATABASE_AWAY("database away 90 s", true, true) {
    @Override
    void happen(Ground ground, int times) {
      ground.awaitTraffic();
      ground.wire().cut();
      ground.company.work(4);
      ground.pause(Duration.ofSeconds(90));
      ground.wire().mend();
      ground.supervise();
    }
  },

  READ_ONLY("primary read-only 60 s", true, true) {
    @Override
    void happen(Ground ground, int times) {
      ground.awaitTraffic();
      ground.postgres().readOnly(true);
      ground.company.work(4);
      ground.pause(Duration.ofSeconds(60));
      ground.postgres().readOnly(false);
      ground.supervise();
    }
  },

  PACKETS_DROPPED("packets dropped 90 s", true, true) {
    @Override
    void happen(Ground ground, int times) {
      ground.awaitTraffic();
      ground.wire().silence();
      ground.company.work(4);
      ground.pause(Duration.ofSeconds(90));
      ground.wire().mend();
      ground.supervise();
    }
  },

  DISK_FULL("disk full 60 s", true, false) {
    @Override
    void happen(Ground ground, int times) {
      ground.awaitTraffic();
      ground.disk().fill();
      ground.company.work(4);
      ground.pause(Duration.ofSeconds(60));
      ground.disk().free();
      ground.supervise();
    }
  };

  private static final String ORDERS =
      "org.apache.camel:context=ponte,type=routes,name=\"orders-to-focco\"";

  private final String words;
  private final boolean doubtful;
  private final boolean remote;

  BadDay(String words, boolean doubtful, boolean remote) {
    this.words = words;
    this.doubtful = doubtful;
    this.remote = remote;
  }

  /**
   * Returns when it is over.
   *
   * @param times how often, of what can happen often
   */
  abstract void happen(Ground ground, int times);

  /** Whether an answer may be lost, so that a few orders may wait for a person. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** Whether it takes a database at the end of a wire. */
  boolean isRemote() {
    return remote;
  }

  @Override
  public String toString() {
    return words;
  }
}
