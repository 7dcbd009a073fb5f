package dev.ponte.kit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.spi.Registry;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/** The beans of one connector, as the hub finds and makes them, of parts that a test gives. */
public final class ConnectorBeans {

  private static final Map<String, Class<?>[]> FOUND = new ConcurrentHashMap<>();

  private ConnectorBeans() {}

  /**
   * Makes all beans of the connector and binds them by the names that Kamelets call them by.
   *
   * @param system such as {@code moovin}: its package, and what the names begin with
   * @param parts what the beans ask for and the connector does not have, found by type
   */
  public static void bind(Registry registry, String system, Object... parts) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    for (int i = 0; i < parts.length; i++) {
      context.getBeanFactory().registerSingleton("part " + i, parts[i]);
    }
    context.register(FOUND.computeIfAbsent(system, ConnectorBeans::find));
    context.refresh();
    for (String name : context.getBeanDefinitionNames()) {
      if (name.startsWith(system)) {
        registry.bind(name, context.getBean(name));
      }
    }
  }

  private static Class<?>[] find(String system) {
    Set<BeanDefinition> found =
        new ClassPathScanningCandidateComponentProvider(true)
            .findCandidateComponents("dev.ponte.connector." + system);
    return found.stream()
        .map(BeanDefinition::getBeanClassName)
        .map(it -> ClassUtils.resolveClassName(it, ConnectorBeans.class.getClassLoader()))
        .collect(Collectors.toSet())
        .toArray(Class[]::new);
  }
}
