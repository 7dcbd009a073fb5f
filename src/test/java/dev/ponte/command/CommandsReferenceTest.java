package dev.ponte.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ponte.Ponte;
import dev.ponte.console.ConnectionsEndpoint;
import dev.ponte.flow.FlowOperations;
import dev.ponte.kit.GeneratedDocument;
import dev.ponte.ledger.Operations;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import picocli.CommandLine;

/** Documents of the commands, of the API, and of each verb by each way. */
class CommandsReferenceTest {

  private static final Path REFERENCE = Path.of("docs/reference");
  private static final File OPENAPI = new File("src/main/resources/openapi.json");

  private static final String CAMEL = "Camel";

  /** Subscriptions have no page yet. */
  private static final String NONE = "none";

  /** Operation of the API, form of the pages, operation of JMX; Camel's own MBean moves routes. */
  private static final String VERBS =
      """
      bulk | /bulk | Ledger.plan
      bulk/{id}/run | /bulk/{id}/{verb} | Ledger.runBulk
      bulk/{id}/stop | /bulk/{id}/{verb} | Ledger.stopBulk
      connections/{name}/compare | /connections/{name}/compare | Connections.compareConnection
      connections/{name}/pause | /connections/{name}/pause | Connections.pauseConnection
      connections/{name}/resume | /connections/{name}/resume | Connections.resumeConnection
      connections/{name}/test | /connections/{name}/test | Connections.testConnection
      dead-letters/{id}/dismiss | /dead-letters/{id}/{verb} | Ledger.dismissRecord
      dead-letters/{id}/fetch-again | /dead-letters/{id}/{verb} | Ledger.fetchAgain
      dead-letters/{id}/take-total | /dead-letters/{id}/{verb} | Ledger.takeTotal
      deliveries/{id}/dismiss | /deliveries/{id}/{verb} | Ledger.dismiss
      deliveries/{id}/done | /deliveries/{id}/{verb} | Ledger.done
      deliveries/{id}/not-there | /deliveries/{id}/{verb} | Ledger.notThere
      deliveries/{id}/retry | /deliveries/{id}/{verb} | Ledger.retry
      flows/check | /flows/check | Flows.check
      flows/history/{id}/rollback | /flows/history/{id}/rollback | Flows.rollback
      flows/reload | /flows/reload | Flows.reload
      routes/{id}/start | /flows/routes/{id}/{verb} | Camel
      routes/{id}/stop | /flows/routes/{id}/{verb} | Camel
      states/{type}/replay | /states/{type}/replay | Ledger.replayState
      subscriptions/{type}/{subscriber}/end | none | Ledger.endSubscription
      subscriptions/{type}/{subscriber}/pause | none | Ledger.pauseSubscription
      subscriptions/{type}/{subscriber}/replay | none | Ledger.replay
      subscriptions/{type}/{subscriber}/resume | none | Ledger.resumeSubscription
      subscriptions/{type}/{subscriber}/start | none | Ledger.start
      """;

  @Test
  void the_document_of_the_commands_says_what_they_say() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Commands

            Made from the commands themselves. `ponte` stands for `java -jar ponte.jar`; `deploy/ponte` is a script of that name that
            starts quickest. Options that all commands take stand with the first.

            """);
    text.append(section(line()));
    leaves(line()).forEach(it -> text.append(section(it)));
    GeneratedDocument.says(REFERENCE.resolve("commands.md"), text.toString());
  }

  @Test
  void the_document_of_the_api_lists_each_operation() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # API

            Made from `/api/v1/openapi.json`, which has all fields. Login by HTTP Basic. A list has `items`, `next` (the `cursor` of the next
            part) and `count`; with `Accept: text/csv` it is a table, and `next` the header `Ponte-Next`. What goes wrong is
            `application/problem+json`. `POST /api/v1/bulk` takes an `Idempotency-Key`.

            | operation | for | parameters | command |
            |---|---|---|---|
            """);
    JsonNode paths = openapi().path("paths");
    Map<String, List<String>> commands = commands();
    for (String it : operations()) {
      String[] parts = it.split(" ");
      JsonNode operation = paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  it,
                  GeneratedDocument.cell(operation.path("summary").asText()),
                  operation.findValuesAsText("name").stream()
                      .filter(name -> !it.contains("{" + name + "}"))
                      .map(name -> "`" + name + "`")
                      .collect(Collectors.joining(", ")),
                  code(commands.get(it))));
    }
    GeneratedDocument.says(REFERENCE.resolve("api.md"), text.toString());
  }

  @Test
  void each_verb_can_be_done_by_page_api_command_and_jmx() throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            # Verbs

            What a person may do, by each way; the same rules and the same words. JMX: `dev.ponte:type=…`, in Hawtio.

            | API | page | command | JMX |
            |---|---|---|---|
            """);
    Map<String, List<String>> commands = commands();
    Set<String> forms = forms();
    Set<String> beans = beans();
    Map<String, String[]> rows = new TreeMap<>();
    for (String row : VERBS.lines().toList()) {
      String[] cells = Arrays.stream(row.split("\\|")).map(String::strip).toArray(String[]::new);
      cells[0] = "POST /api/v1/" + cells[0];
      rows.put(cells[0], cells);
      assertThat(cells[1].equals(NONE) || forms.contains(cells[1])).as(row).isTrue();
      assertThat(cells[2].equals(CAMEL) || beans.contains(cells[2])).as(row).isTrue();
      assertThat(commands).as(row).containsKey(cells[0]);
    }
    for (String it : operations().stream().filter(o -> o.startsWith("POST ")).toList()) {
      assertThat(rows).as("verbs, each with its row").containsKey(it);
      String[] cells = rows.get(it);
      text.append(
          "| `%s` | `%s` | %s | `%s` |%n"
              .formatted(it.substring(5), cells[1], code(commands.get(it)), cells[2]));
    }
    GeneratedDocument.says(REFERENCE.resolve("verbs.md"), text.toString());
  }

  private static String code(List<String> commands) {
    return commands == null
        ? ""
        : commands.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
  }

  private static String section(CommandLine it) {
    StringWriter usage = new StringWriter();
    it.usage(new PrintWriter(usage, true));
    return "## %s%n%n```%n%s%n```%n%n"
        .formatted(it.getCommandSpec().qualifiedName(" "), usage.toString().strip());
  }

  private static CommandLine line() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Commands(Ponte.class, Map.of(), List.of())
        .line(nowhere, nowhere, Path.of("no-home"));
  }

  /** Groups before their verbs. */
  private static List<CommandLine> leaves(CommandLine line) {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine it : new java.util.LinkedHashSet<>(line.getSubcommands().values())) {
      all.add(it);
      all.addAll(leaves(it));
    }
    return all;
  }

  /** What each command calls, by its words without {@code ponte}. */
  static Map<String, List<String>> calls() {
    Map<String, List<String>> calls = new LinkedHashMap<>();
    for (CommandLine it : leaves(line())) {
      Calls named = calls(it);
      if (named != null) {
        calls.put(
            it.getCommandSpec().qualifiedName(" ").substring("ponte ".length()),
            List.of(named.value()));
      }
    }
    return calls;
  }

  private static Calls calls(CommandLine it) {
    Object command = it.getCommandSpec().userObject();
    if (command instanceof Method method) {
      return method.getAnnotation(Calls.class);
    }
    Calls ofType = command.getClass().getAnnotation(Calls.class);
    return ofType != null
        ? ofType
        : Stream.of(command.getClass().getDeclaredMethods())
            .filter(method -> method.getName().equals("call") && method.getParameterCount() == 0)
            .map(method -> method.getAnnotation(Calls.class))
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private static Map<String, List<String>> commands() {
    Map<String, List<String>> commands = new TreeMap<>();
    calls()
        .forEach(
            (command, calls) ->
                calls.forEach(
                    call -> commands.computeIfAbsent(call, any -> new ArrayList<>()).add(command)));
    return commands;
  }

  private static JsonNode openapi() {
    try {
      return new ObjectMapper().readTree(OPENAPI);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of the API, as {@code GET /api/v1/orders}. */
  static Set<String> operations() {
    Set<String> operations =
        new TreeSet<>(
            Comparator.comparing((String it) -> it.substring(it.indexOf(' ')))
                .thenComparing(Comparator.naturalOrder()));
    openapi()
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  private static Set<String> forms() throws ClassNotFoundException {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    scan.addExcludeFilter(new AnnotationTypeFilter(RestController.class));
    Set<String> forms = new TreeSet<>();
    for (var it : scan.findCandidateComponents("dev.ponte.console")) {
      for (Method method : Class.forName(it.getBeanClassName()).getDeclaredMethods()) {
        PostMapping post = AnnotatedElementUtils.findMergedAnnotation(method, PostMapping.class);
        if (post != null) {
          Arrays.stream(post.path())
              .map(path -> path.replaceAll("\\{(\\w+):[^}]*}", "{$1}"))
              .forEach(forms::add);
        }
      }
    }
    return forms;
  }

  private static Set<String> beans() {
    Set<String> beans = new TreeSet<>();
    Map.of(
            "Ledger", Operations.class,
            "Connections", ConnectionsEndpoint.class,
            "Flows", FlowOperations.class)
        .forEach(
            (name, type) ->
                Arrays.stream(type.getMethods())
                    .filter(it -> it.isAnnotationPresent(ManagedOperation.class))
                    .forEach(it -> beans.add(name + "." + it.getName())));
    return beans;
  }
}
