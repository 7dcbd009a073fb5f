package dev.ponte.connector.focco;

import dev.ponte.connection.ReaderThreads;
import java.util.concurrent.ExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The threads that read the stock of items. */
@Configuration(proxyBeanMethods = false)
class FoccoThreads {

  @Bean(defaultCandidate = false, destroyMethod = "shutdown")
  ExecutorService foccoReaders() {
    return ReaderThreads.of("focco");
  }
}
