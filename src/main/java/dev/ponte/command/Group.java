package dev.ponte.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A noun of which only its verbs are commands. */
abstract class Group implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "%s needs one of its commands".formatted(spec.qualifiedName(" ")));
  }
}
