package dev.ponte.console.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says in the log where the console is. */
@Component
class Welcome {

  private static final Logger LOG = LoggerFactory.getLogger("dev.ponte.Console");

  @EventListener
  void ready(ServletWebServerInitializedEvent event) {
    LOG.info("The console: http://localhost:{}/", event.getWebServer().getPort());
  }
}
