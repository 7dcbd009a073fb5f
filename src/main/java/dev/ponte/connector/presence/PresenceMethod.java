package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Connection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One method of the WebApi.
 *
 * @param name Presence's, such as {@code ECM-DADOS-NF}
 * @param selectors the ways to choose records, of which a call has exactly one (P10); none for a
 *     method that reads nothing
 * @param options further arguments that a call may have
 * @param needed arguments that a call must have
 * @param priority as in {@link ApiCall#priority}
 */
record PresenceMethod(
    String name,
    List<Set<String>> selectors,
    Set<String> options,
    Set<String> needed,
    int priority) {

  static final String WEBSERVICE = "id_webservice";
  static final String OFFSET = "offset";
  static final String LIMIT = "limit";

  private static final Set<String> PAGING = Set.of(OFFSET, LIMIT);

  /**
   * The call, whose body is the arguments; those of the paging go into the query.
   *
   * @throws IllegalArgumentException in one sentence, when an argument is missing or unknown
   */
  ApiCall call(Connection connection, JsonNode arguments) {
    PresenceSettings settings = connection.settings(PresenceSettings.class);
    Set<String> paging = paging(settings);
    requireKnown(arguments, paging);
    requireNeeded(arguments);
    requireOneSelector(arguments);
    ApiCall call = bare(settings);
    for (String name : paging) {
      if (arguments.hasNonNull(name)) {
        call = call.query(name, arguments.get(name).asText());
      }
    }
    ObjectNode body = ((ObjectNode) arguments).deepCopy();
    body.remove(paging);
    if (!body.has(WEBSERVICE)) {
      body.put(WEBSERVICE, settings.webserviceId());
    }
    return call.json(body.toString());
  }

  private ApiCall bare(PresenceSettings settings) {
    PresenceSettings.Query query = settings.query();
    Effect effect = reads() ? Effect.READ : Effect.REPEATABLE;
    String template = query.path().replace("{method}", "{}");
    return ApiCall.of(name, query.verb(), effect, template, name).priority(priority);
  }

  private boolean reads() {
    return !selectors.isEmpty();
  }

  private Set<String> paging(PresenceSettings settings) {
    if (!reads()) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>(PAGING);
    names.add(settings.query().startedAt());
    return names;
  }

  private void requireKnown(JsonNode arguments, Set<String> paging) {
    Set<String> known = new LinkedHashSet<>(needed);
    selectors.forEach(known::addAll);
    known.addAll(options);
    known.addAll(paging);
    known.add(WEBSERVICE);
    for (Iterator<String> names = arguments.fieldNames(); names.hasNext(); ) {
      String given = names.next();
      if (!known.contains(given)) {
        throw new IllegalArgumentException(
            "%s has no argument %s; it has %s".formatted(name, given, known));
      }
    }
  }

  private void requireNeeded(JsonNode arguments) {
    for (String argument : needed) {
      if (isAbsent(arguments, argument)) {
        throw new IllegalArgumentException("%s needs the argument %s".formatted(name, argument));
      }
    }
  }

  private void requireOneSelector(JsonNode arguments) {
    List<Set<String>> given = new ArrayList<>();
    for (Set<String> selector : selectors) {
      long present = selector.stream().filter(it -> !isAbsent(arguments, it)).count();
      if (present > 0 && present < selector.size()) {
        throw new IllegalArgumentException("%s needs all of %s".formatted(name, selector));
      }
      if (present > 0) {
        given.add(selector);
      }
    }
    if (reads() && given.size() != 1) {
      throw new IllegalArgumentException("%s needs exactly one of %s".formatted(name, selectors));
    }
  }

  private static boolean isAbsent(JsonNode arguments, String name) {
    JsonNode value = arguments.path(name);
    return value.isMissingNode() || value.isNull() || value.isTextual() && value.asText().isBlank();
  }
}
