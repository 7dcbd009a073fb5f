package dev.ponte.console;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.ponte.ledger.view.Sentence;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
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
  private static final String SHIPPED = "settings.origin.shipped";

  private final Environment environment;

  EffectiveSettings(Environment environment) {
    this.environment = environment;
  }

  /**
   * One of them.
   *
   * @param value as it is written, so that a placeholder shows and not what it stands for; masked
   *     when it may be a secret
   * @param origin where it stands: a file with its line, an environment variable, the command line;
   *     in English
   * @param own whether an installation says so; else it is what ships
   * @param place the origin, in no language yet
   */
  public record Setting(
      String key, String value, String origin, boolean own, @JsonIgnore Sentence place) {

    /** By this they are sorted: what is Ponte's own comes first. */
    public String rank() {
      return (key.startsWith(ROOTS.get(0)) ? "0" : "1") + key;
    }
  }

  /** All, those of Ponte first. */
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
    return all.values().stream().sorted(Comparator.comparing(Setting::rank)).toList();
  }

  private static Setting setting(ConfigurationPropertyName name, ConfigurationProperty found) {
    Sentence place = origin(found.getOrigin());
    return new Setting(
        name.toString(),
        shown(name, String.valueOf(found.getValue())),
        place.english(),
        !place.code().equals(SHIPPED),
        place);
  }

  private static Sentence origin(Origin it) {
    if (it instanceof TextResourceOrigin text && text.getResource() != null) {
      Resource file = text.getResource();
      return isShipped(file)
          ? Sentence.of(SHIPPED)
          : Sentence.of(
              "settings.origin.file",
              file.getFilename(),
              text.getLocation() == null ? "" : "" + (text.getLocation().getLine() + 1));
    }
    if (it instanceof SystemEnvironmentOrigin variable) {
      return Sentence.of("settings.origin.variable", variable.getProperty());
    }
    String source =
        it instanceof PropertySourceOrigin named
            ? named.getPropertySource().getName()
            : String.valueOf(it);
    if (source.startsWith("class path resource")) {
      return Sentence.of(SHIPPED);
    }
    return source.equals("commandLineArgs")
        ? Sentence.of("settings.origin.command-line")
        : Sentence.of("settings.origin.other", source);
  }

  private static boolean isShipped(Resource it) {
    return it instanceof OriginTrackedResource tracked
        ? isShipped(tracked.getResource())
        : it instanceof ClassPathResource;
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
