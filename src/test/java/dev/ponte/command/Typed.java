package dev.ponte.command;

import dev.ponte.Ponte;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a person types, done in this process; the log stays as the test has it. */
public final class Typed {

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> settings = new ArrayList<>();
  private final StringWriter said = new StringWriter();
  private Path home = Path.of("no-home");
  private int code;

  /** A setting of a command that works alone. */
  Typed with(String setting) {
    settings.add(setting);
    return this;
  }

  public Typed in(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Typed at(Path home) {
    this.home = home;
    return this;
  }

  public Typed types(String... words) {
    said.getBuffer().setLength(0);
    PrintWriter out = new PrintWriter(said, true);
    code =
        new Commands(Ponte.class, environment, settings).line(out, out, home, words).execute(words);
    return this;
  }

  public int code() {
    return code;
  }

  public String said() {
    return said.toString();
  }
}
