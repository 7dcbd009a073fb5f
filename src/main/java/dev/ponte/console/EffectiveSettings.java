package dev.ponte.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Every key that is set anywhere, as it counts, and where it stands; secrets are never shown. */
@Component
public class EffectiveSettings {

  private static final List<String> ROOTS =
      List.of("ponte", "spring", "server", "management", "logging", "camel");

  /** By the last part of the name: too much is masked rather than too little. */
  private static final Pattern SECRET =
      Pattern.compile(".*(password|passwd|secret|token|credential|private|key|senha|jaas|auth).*");

  /** A login that stands in an address, and what follows a question mark. */
  private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]+@");

  private static final Pattern PARAMETER =
      Pattern.compile("(?i)((?:password|token|secret|key)=)[^&;\\s]+");

  private static final String MASK = "***";

  private final Environment environment;

  EffectiveSettings(Environment environment) {
    this.environment = environment;
  }

  /**
   * One of them.
   *
   * @param value as it is written, so that a placeholder shows and not what it stands for; masked
   *     when it may be a secret
   * @param origin where it stands: a file with its line, an environment variable, the command line
   * @param own whether an installation says so; else it is what ships
   */
  public record Setting(String key, String value, String origin, boolean own) {}

  /** All, by their names. */
  public List<Setting> list() {
    Map<String, Setting> all = new TreeMap<>();
    if (environment instanceof ConfigurableEnvironment) {
      for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
        if (source instanceof IterableConfigurationPropertySource several) {
          several.stream()
              .filter(it -> it.getNumberOfElements() > 1)
              .filter(
                  it -> ROOTS.contains(it.getElement(0, ConfigurationPropertyName.Form.UNIFORM)))
              .forEach(
                  it -> {
                    ConfigurationProperty found = source.getConfigurationProperty(it);
                    if (found != null) {
                      all.putIfAbsent(it.toString(), setting(it, found));
                    }
                  });
        }
      }
    }
    return List.copyOf(all.values());
  }

  private static Setting setting(ConfigurationPropertyName name, ConfigurationProperty found) {
    String origin =
        found.getOrigin() == null ? String.valueOf(found.getSource()) : found.getOrigin() + "";
    return new Setting(
        name.toString(),
        shown(name, String.valueOf(found.getValue())),
        origin,
        !origin.startsWith("class path resource") && !origin.contains("sandbox"));
  }

  static String shown(ConfigurationPropertyName name, String value) {
    String last = lastWord(name);
    if (value.isEmpty() || value.matches("\\$\\{[^{}:]*}")) {
      return value;
    }
    return SECRET.matcher(last).matches()
        ? MASK
        : PARAMETER
            .matcher(LOGIN.matcher(value).replaceAll("//" + MASK + "@"))
            .replaceAll("$1" + MASK);
  }

  /** Numbers of lists are no names. */
  private static String lastWord(ConfigurationPropertyName name) {
    int at = name.getNumberOfElements() - 1;
    while (at > 0 && name.isNumericIndex(at)) {
      at--;
    }
    return name.getElement(at, ConfigurationPropertyName.Form.DASHED);
  }
}
