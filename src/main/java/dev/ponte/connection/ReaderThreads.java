package dev.ponte.connection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The threads in which a source reads record after record, so that their round trips overlap. Each
 * connection has its own, by which a Kamelet finds them: {@code <connection>-readers}. So no
 * connection waits for another.
 */
@Component
public final class ReaderThreads implements CamelContextConfiguration, DisposableBean {

  private static final int MOST = 16;

  private final Connections connections;
  private volatile CamelContext context;
  private final List<ExecutorService> all = new CopyOnWriteArrayList<>();

  ReaderThreads(Connections connections) {
    this.connections = connections;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    context = camel;
    connections.all().forEach(this::add);
  }

  /** Makes those of a connection that has none. */
  void add(Connection connection) {
    String name = name(connection.name());
    if (context.getRegistry().lookupByNameAndType(name, ExecutorService.class) == null) {
      ExecutorService threads = of(connection.name());
      all.add(threads);
      context.getRegistry().bind(name, ExecutorService.class, threads);
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // All is there before the routes are.
  }

  /** A reader that still records what it read is not interrupted. */
  @Override
  public void destroy() {
    all.forEach(ExecutorService::shutdown);
  }

  /** The name by which a Kamelet finds the threads of a connection. */
  public static String name(String connection) {
    return connection + "-readers";
  }

  /**
   * No queue: when all threads read, the one that lists reads too, so that a long list never piles
   * up in memory. How many calls a connection bears at once is the {@link Api}'s business.
   */
  public static ExecutorService of(String connection) {
    var names = new CustomizableThreadFactory(connection + "-reader-");
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
