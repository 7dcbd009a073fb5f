package dev.ponte.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Whether a hub lives; for supervisors, and without a login. */
@Command(
    name = "health",
    description = "Asks whether a hub is well; needs no login.",
    footerHeading = "%nExit code: 0 it is, 1 it is not or none answers%n%nExample:%n",
    footer = "  ponte health --url https://ponte.example")
final class Health implements Callable<Integer> {

  private static final int WELL = 200;

  @ParentCommand private Commands ponte;

  @Override
  public Integer call() {
    try {
      Hub.Answer answer = ponte.hub().raw("/actuator/health");
      ponte.say(answer.text());
      return answer.status() == WELL ? Exit.WELL : Exit.REFUSED;
    } catch (Refused e) {
      throw new Refused(Exit.REFUSED, e.getMessage());
    }
  }
}
