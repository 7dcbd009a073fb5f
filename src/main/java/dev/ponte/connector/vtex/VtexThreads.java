package dev.ponte.connector.vtex;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The threads that read order details, so that their round trips overlap. */
@Configuration(proxyBeanMethods = false)
class VtexThreads {

  private static final int MOST = 16;

  /**
   * No queue: when all threads read, the one that lists reads too, so that a long list never piles
   * up in memory. How many calls a connection bears at once is the Api's business.
   */
  @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
  ExecutorService vtexReaders() {
    var names = new CustomizableThreadFactory("vtex-reader-");
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
