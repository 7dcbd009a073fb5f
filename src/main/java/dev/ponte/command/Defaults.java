package dev.ponte.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where the hub is and who asks, for those who do not want to write it each time: {@code --url} is
 * {@code PONTE_URL} in the environment, else {@code url} in the file {@code .ponte.properties} of
 * the home folder; so are the others that lead to the hub.
 */
final class Defaults implements IDefaultValueProvider {

  static final String FILE = ".ponte.properties";

  private final Map<String, String> environment;
  private final Properties file = new Properties();

  /**
   * @param home the folder of the file, which may be missing
   */
  Defaults(Map<String, String> environment, Path home) {
    this.environment = environment;
    Path path = home.resolve(FILE);
    if (Files.exists(path)) {
      try (Reader reader = Files.newBufferedReader(path)) {
        file.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new Refused(
            Exit.WRONG_USE, "The file %s cannot be read: %s".formatted(path, e.getMessage()));
      }
    }
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)
        || !Commands.LEADS.contains(option.longestName())) {
      return null;
    }
    String name = option.longestName().substring(2);
    String value = environment.get("PONTE_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
    return value == null ? file.getProperty(name) : value;
  }
}
