package dev.ponte.connector.vtex;

import dev.ponte.connection.ReaderThreads;
import java.util.concurrent.ExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The threads that read order details. */
@Configuration(proxyBeanMethods = false)
class VtexThreads {

  @Bean(defaultCandidate = false, destroyMethod = "shutdown")
  ExecutorService vtexReaders() {
    return ReaderThreads.of("vtex");
  }
}
