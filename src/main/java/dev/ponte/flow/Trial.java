package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.connection.Place;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Builds the routes of a file as the hub would, in a context that is thrown away, so that whatever
 * Camel refuses is known before anything that runs is touched. Nothing is started, and the ledger
 * and the polls are only played: a route that is built tells them that it is there. A configuration
 * of routes that stands in another file is not looked for.
 */
final class Trial {

  private static final Set<String> PLAYED = Set.of("ledger", "poll", "housekeeping");

  private final CamelContext hub;

  Trial(CamelContext hub) {
    this.hub = hub;
  }

  /** What Camel says against the file; empty when nothing. */
  Optional<Finding> of(FlowFile file, String yaml, String shown) {
    if (yaml.isBlank()) {
      return Optional.empty();
    }
    try (DefaultCamelContext scratch = new DefaultCamelContext(new Borrowed(hub.getRegistry()))) {
      scratch.getCamelContextExtension().setName("trial");
      scratch.disableJMX();
      scratch.setAutoStartup(false);
      scratch.setLoadHealthChecks(false);
      scratch.getPropertiesComponent().addPropertiesSource(new Same(hub));
      for (String scheme : PLAYED) {
        scratch.addComponent(scheme, new Played());
      }
      scratch.start();
      PluginHelper.getRoutesLoader(scratch)
          .loadRoutes(ResourceHelper.fromString(file.name(), yaml));
      return Optional.empty();
    } catch (Exception | LinkageError e) {
      return Optional.of(
          Finding.fault(place(file, shown, e), "Camel refuses this: " + Expressions.words(e)));
    }
  }

  /** The route that it speaks of, else the whole file. */
  private static Place place(FlowFile file, String shown, Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      if (it instanceof FailedToCreateRouteException named) {
        Optional<Place> known =
            file.routes().stream()
                .filter(route -> route.id().equals(named.getRouteId()))
                .map(FlowRoute::place)
                .findFirst();
        if (known.isPresent()) {
          return known.get();
        }
      }
    }
    return file.routes().size() == 1 ? file.routes().get(0).place() : Place.of(shown);
  }

  /** The hub's beans, but for those that belong to its context. */
  private record Borrowed(BeanRepository beans) implements BeanRepository {

    @Override
    public Object lookupByName(String name) {
      Object bean = beans.lookupByName(name);
      return isOwned(bean) ? null : bean;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
      T bean = beans.lookupByNameAndType(name, type);
      return isOwned(bean) ? null : bean;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
      Map<String, T> found = new LinkedHashMap<>(beans.findByTypeWithName(type));
      found.values().removeIf(Borrowed::isOwned);
      return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
      Set<T> found = new LinkedHashSet<>(beans.findByType(type));
      found.removeIf(Borrowed::isOwned);
      return found;
    }

    private static boolean isOwned(Object bean) {
      return bean instanceof CamelContextAware
          || bean instanceof CamelContext
          || bean instanceof Component;
    }
  }

  /** The hub's settings. */
  private record Same(CamelContext hub) implements PropertiesSource {

    @Override
    public String getName() {
      return "hub";
    }

    @Override
    public String getProperty(String name) {
      return hub.getPropertiesComponent().resolveProperty(name).orElse(null);
    }
  }

  /** Takes any options, gives nothing and keeps nothing. */
  private static final class Played extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
      parameters.clear();
      return new DefaultEndpoint(uri, this) {
        @Override
        public Producer createProducer() {
          return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
              throw new IllegalStateException("A trial runs nothing");
            }
          };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
          return new DefaultConsumer(this, processor);
        }
      };
    }
  }
}
