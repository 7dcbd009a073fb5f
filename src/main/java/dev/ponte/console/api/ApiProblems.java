package dev.ponte.console.api;

import dev.ponte.console.YamlToAdd;
import dev.ponte.ledger.view.ProblemList;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What needs a person, by cause. */
@RestController
class ApiProblems {

  private final ProblemList problems;
  private final Told told;

  ApiProblems(ProblemList problems, Told told) {
    this.problems = problems;
    this.told = told;
  }

  /**
   * What needs a person.
   *
   * @param deliveries that are dead or parked
   * @param records that were not understood
   */
  record All(List<Group> deliveries, List<Letters> records) {}

  /**
   * What failed by one cause, on its way to one subscriber.
   *
   * @param state dead or parked
   * @param subscription its number, which leads to this group alone
   * @param title what has failed
   * @param todo what to do; null when nobody knows more than the title
   * @param yaml lines of application.yaml that would repair it; null when none would
   * @param needsNumber whether done needs the number at the target
   * @param example the newest of them
   */
  record Group(
      String state,
      long subscription,
      String type,
      String subscriber,
      String cause,
      Said title,
      Said todo,
      String yaml,
      boolean needsNumber,
      long number,
      List<ProblemList.Subject> subjects,
      OffsetDateTime first,
      OffsetDateTime last,
      Told.DeliveryItem example) {}

  /**
   * Records of one source that were not understood by one cause.
   *
   * @param example the newest one's number
   */
  record Letters(
      String source,
      String type,
      String cause,
      Said title,
      Said todo,
      String yaml,
      long number,
      List<ProblemList.Subject> subjects,
      OffsetDateTime first,
      OffsetDateTime last,
      long example) {}

  @Operation("What needs a person, by cause, with what to do")
  @GetMapping("/api/v1/problems")
  All all() {
    return new All(
        problems.groups().stream().map(this::group).toList(),
        problems.letters().stream().map(this::letters).toList());
  }

  @Operation("Those of one cause on their way to one subscriber: parked, dead or both")
  @GetMapping("/api/v1/problems/{subscription}/{cause}")
  List<Group> one(@PathVariable long subscription, @PathVariable String cause) {
    List<Group> found = problems.groups(subscription, cause).stream().map(this::group).toList();
    if (found.isEmpty()) {
      throw told.none(subscription + "/" + cause);
    }
    return found;
  }

  private Group group(ProblemList.Group it) {
    return new Group(
        it.state(),
        it.subscription(),
        it.type(),
        it.subscriber(),
        it.cause(),
        told.said(it.title()),
        told.said(it.todo()),
        YamlToAdd.of(it.cause(), it.subscriber(), names(it.subjects())).orElse(null),
        it.needsNumber(),
        it.number(),
        it.subjects(),
        it.first(),
        it.last(),
        told.delivery(it.example(), null));
  }

  private Letters letters(ProblemList.LetterGroup it) {
    return new Letters(
        it.source(),
        it.type(),
        it.cause(),
        told.said(it.title()),
        told.said(it.todo()),
        YamlToAdd.of(it.cause(), it.source(), names(it.subjects())).orElse(null),
        it.number(),
        it.subjects(),
        it.first(),
        it.last(),
        it.example());
  }

  private static List<String> names(List<ProblemList.Subject> subjects) {
    return subjects.stream().map(ProblemList.Subject::subject).toList();
  }
}
