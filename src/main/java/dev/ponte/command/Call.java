package dev.ponte.command;

import dev.ponte.connection.CallAction;
import dev.ponte.delivery.DeliveryFailure;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** One operation of a connection. */
@Command(
    name = "call",
    description =
        "Calls one documented operation of a connection, by its quota and login; without an operation, lists them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ponte call focco                                         # what there is",
      "  ponte call focco GetStatusPedido '{\"pdvId\": 50480}'",
      "All operations with their arguments: docs/operations.md"
    })
final class Call implements Callable<Integer> {

  @ParentCommand private Commands ponte;

  @Parameters(
      index = "0",
      paramLabel = "<connection>",
      description = "Its name in application.yaml.")
  private String connection;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<operation>",
      description = "As docs/operations.md has it.")
  private String operation;

  @Parameters(index = "2", arity = "0..1", paramLabel = "<json>", description = "Its arguments.")
  private String arguments;

  @Override
  public Integer call() {
    try (ConfigurableApplicationContext hub = ponte.alone().start(List.of())) {
      CallAction action = hub.getBean(CallAction.class);
      ponte.say(
          String.valueOf(
              operation == null
                  ? action.operations(connection)
                  : action.call(connection, operation, arguments)));
      return Exit.WELL;
    } catch (IllegalArgumentException | DeliveryFailure e) {
      throw new Refused(Exit.REFUSED, e.getMessage());
    }
  }
}
