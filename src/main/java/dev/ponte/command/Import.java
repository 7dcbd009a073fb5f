package dev.ponte.command;

import dev.ponte.connection.TextFiles;
import dev.ponte.delivery.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Into the ledger itself, which a hub with a file holds alone. */
@Command(name = "import", description = "Brings what another integration has done into the ledger.")
final class Import extends Group {

  /** What H2 says of a file that another process holds. */
  private static final int HELD = 90_020;

  @ParentCommand private Commands ponte;

  @Command(
      name = "references",
      description =
          "Imports which orders the ERP has already, so that none is created twice; all lines or none.",
      footerHeading = "%nExample:%n",
      footer = {
        "  ponte import references open-orders.csv",
        "Each line has store, store order, ERP connection, ERP id and number; see docs/go-live.md"
      })
  int references(@Parameters(paramLabel = "<file.csv>", description = "The file.") Path file) {
    String text;
    try {
      text = TextFiles.text(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Refused(
          Exit.REFUSED, "The file %s cannot be read: %s".formatted(file, e.getMessage()));
    }
    try (ConfigurableApplicationContext hub = ponte.alone().startOnLedger()) {
      ReferenceImport.Result result =
          new ReferenceImport(connections(hub), hub.getBean(References.class)).run(text);
      result.faults().forEach(ponte::say);
      ponte.say(result.words());
      return result.faults().isEmpty() ? Exit.WELL : Exit.REFUSED;
    } catch (RuntimeException e) {
      if (!isHeld(e)) {
        throw e;
      }
      throw new Refused(
          Exit.REFUSED,
          "A hub is running and holds the file of the ledger; stop it, import, and start it again. Nothing is imported");
    }
  }

  private static Set<String> connections(ConfigurableApplicationContext hub) {
    return new TreeSet<>(
        Binder.get(hub.getEnvironment())
            .bind("ponte.connections", Bindable.mapOf(String.class, Object.class))
            .orElse(Map.of())
            .keySet());
  }

  private static boolean isHeld(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      if (it instanceof SQLException sql && sql.getErrorCode() == HELD) {
        return true;
      }
    }
    return false;
  }
}
