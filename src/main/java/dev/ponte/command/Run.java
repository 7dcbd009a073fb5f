package dev.ponte.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Starts the hub and stays. */
@Command(
    name = "run",
    description = "Starts the hub, as no word at all does.",
    footerHeading = "%nExample:%n",
    footer = "  ponte run --server.port=8081 --spring.config.import=configtree:/run/secrets/")
class Run implements Callable<Integer> {

  /** No exit code: the process lives on. */
  static final int STAYS = -1;

  @ParentCommand private Commands ponte;

  @Parameters(
      arity = "0..*",
      paramLabel = "--<key>=<value>",
      description = "Settings that go before those of application.yaml.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    SpringApplication.run(ponte.application(), words(settings).toArray(String[]::new));
    return STAYS;
  }

  /** What the hub is started with. */
  List<String> words(List<String> given) {
    return given;
  }

  /** The same with simulators of all systems. */
  @Command(
      name = "sandbox",
      description =
          "Starts the hub with simulators of all systems, which bring orders; nothing leaves this machine.",
      footerHeading = "%nExample:%n",
      footer = "  ponte sandbox --server.port=8081")
  static final class Sandbox extends Run {

    @Override
    List<String> words(List<String> given) {
      List<String> all = new ArrayList<>(List.of("--spring.profiles.active=sandbox"));
      all.addAll(given);
      return all;
    }
  }
}
