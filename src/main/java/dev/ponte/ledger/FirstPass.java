package dev.ponte.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a target would get of a state that it was never sent, by the last comparison.
 *
 * @param running whether it is being compared
 * @param wanted whether a person asks for another one
 * @param seenFrom when it began, by the database's clock
 * @param endedAt by the hub's clock; null while it runs
 * @param position where it goes on; null at its beginning
 * @param changes how many would change
 * @param creations how many would be new
 * @param removals how many would be taken away
 * @param untouched how many would be left as they are
 * @param absent how many the target does not have and would not get
 * @param refusals how many cannot be sent
 * @param refusal why the first of them cannot; null when there is none
 */
record FirstPass(
    long subscriptionId,
    boolean running,
    boolean wanted,
    Instant seenFrom,
    Instant endedAt,
    String position,
    long changes,
    long creations,
    long removals,
    long untouched,
    long absent,
    long refusals,
    String refusal) {

  long compared() {
    return changes + creations + removals + untouched + absent + refusals;
  }

  /**
   * Such as <em>60 would change (NomeProd 60, NomeCat 12), 18 would be new, 0 removed</em>.
   *
   * @param fields how many would change by field, in the order in which they are told
   */
  String words(Map<String, Long> fields) {
    List<String> words = new ArrayList<>();
    String which =
        fields.entrySet().stream()
            .map(it -> it.getKey() + " " + it.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
    words.add("%d would change%s".formatted(changes, fields.isEmpty() ? "" : which));
    words.add("%d would be new".formatted(creations));
    words.add("%d removed".formatted(removals));
    if (untouched > 0) {
      words.add("%d left as they are".formatted(untouched));
    }
    if (absent > 0) {
      words.add("%d are not there and would not be made".formatted(absent));
    }
    if (refusals > 0) {
      words.add("%d cannot be sent, first %s".formatted(refusals, refusal));
    }
    return String.join(", ", words);
  }
}
