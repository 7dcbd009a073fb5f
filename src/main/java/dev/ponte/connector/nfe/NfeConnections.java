package dev.ponte.connector.nfe;

import dev.ponte.connection.FolderSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The settings of NF-e files. They are under {@code ponte.connections} with the connections, but no
 * API is called.
 */
@Component
class NfeConnections implements FolderSettings {

  private static final String PREFIX = "ponte.connections";
  private static final Bindable<Map<String, Object>> TREE =
      Bindable.mapOf(String.class, Object.class);

  private final Binder binder;
  private final Map<String, NfeSettings> settings = new ConcurrentHashMap<>();

  NfeConnections(Environment environment) {
    binder = Binder.get(environment);
  }

  @Override
  public String system() {
    return "nfe";
  }

  @Override
  public Class<?> settings() {
    return NfeSettings.class;
  }

  /**
   * Of a connection; nothing is set when it is not there.
   *
   * @throws org.springframework.boot.context.properties.bind.BindException when a value is wrong
   */
  NfeSettings of(String connection) {
    return settings.computeIfAbsent(
        connection,
        name ->
            binder
                .bind(PREFIX + "." + name, NfeSettings.class)
                .orElse(NfeSettings.NONE)
                .and(standIns()));
  }

  /** In whose name an ERP invoices buyers that it does not know. */
  private Set<String> standIns() {
    Set<String> found = new TreeSet<>();
    for (String name : binder.bind(PREFIX, TREE).orElse(Map.of()).keySet()) {
      binder
          .bind(PREFIX + "." + name + ".default-customer.document", String.class)
          .ifBound(found::add);
    }
    found.removeIf(it -> it.isBlank());
    return found;
  }
}
