package dev.ponte.connection;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The threads in which a source reads record after record, so that their round trips overlap. */
public final class ReaderThreads {

  private static final int MOST = 16;

  private ReaderThreads() {}

  /**
   * Threads of one system, so that it does not wait for another. No queue: when all threads read,
   * the one that lists reads too, so that a long list never piles up in memory. How many calls a
   * connection bears at once is the {@link Api}'s business.
   */
  public static ExecutorService of(String system) {
    var names = new CustomizableThreadFactory(system + "-reader-");
    names.setDaemon(true);
    return new ThreadPoolExecutor(
        0,
        MOST,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        names,
        new ThreadPoolExecutor.CallerRunsPolicy());
  }
}
