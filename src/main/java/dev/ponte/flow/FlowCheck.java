package dev.ponte.flow;

import dev.ponte.connection.Connections;
import dev.ponte.connection.Finding;
import dev.ponte.connection.Nearest;
import dev.ponte.connection.Place;
import dev.ponte.connection.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The one check of flows: at the start, before files are loaded anew, and by {@code validate}. It
 * finds everything at once and starts nothing.
 */
@Component
final class FlowCheck {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

  private final FlowRules rules;
  private final ObjectProvider<CamelContext> camel;
  private final DslSchema schema = new DslSchema();

  FlowCheck(Connections connections, KameletCatalog kamelets, ObjectProvider<CamelContext> camel) {
    this.rules = new FlowRules(kamelets, connections);
    this.camel = camel;
  }

  /**
   * What was found in some files.
   *
   * @param files those that are YAML, in order
   * @param findings all, in the order of the files
   * @param refusals which routes may not run, for the sake of others
   */
  record Result(List<FlowFile> files, List<Finding> findings, List<FlowRefusal> refusals) {

    /** The file of that name; null when it is no YAML. */
    FlowFile file(String name) {
      return files.stream().filter(it -> it.name().equals(name)).findFirst().orElse(null);
    }

    /** Why routes of the file may not run, when the reason stands elsewhere too. */
    List<Finding> refused(String shown) {
      List<Finding> found = new ArrayList<>();
      for (FlowRefusal it : refusals) {
        it.routes().stream()
            .map(FlowRoute::place)
            .filter(place -> place.file().equals(shown))
            .min(Place::compareTo)
            .ifPresent(place -> found.add(Finding.fault(place, it.sentence())));
      }
      return found;
    }

    List<Finding> faults() {
      return findings.stream().filter(it -> !it.warning()).toList();
    }

    /** The faults that stand in the file. */
    List<Finding> faults(String shown) {
      return faults().stream().filter(it -> it.place().file().equals(shown)).toList();
    }

    /** Whether the file has faults outside of its routes. */
    boolean hasMoreFaults(FlowFile file, String shown) {
      return faults(shown).stream()
          .anyMatch(it -> file.routes().stream().noneMatch(route -> route.has(it.place())));
    }

    /** Whether the route has no fault of its own, and none with others. */
    boolean mayRun(FlowRoute route) {
      return refusals.stream().noneMatch(it -> it.routes().contains(route))
          && faults().stream().noneMatch(it -> route.has(it.place()));
    }
  }

  /**
   * Checks files together.
   *
   * @param texts what stands in them, by name
   * @param folder in which they are found, as a person would say it
   */
  synchronized Result check(Map<String, String> texts, String folder) {
    CamelContext context = camel.getObject();
    List<Finding> found = new ArrayList<>();
    List<FlowFile> files = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          try {
            files.add(FlowFile.parse(name, shown(folder, name), text, it -> known(context, it)));
          } catch (YamlNode.Malformed e) {
            found.add(e.finding());
          }
        });
    Set<String> configurations = configurations(context, files);
    Endpoints endpoints = new Endpoints(context);
    Expressions expressions = new Expressions(context);
    for (FlowFile file : files) {
      if (file.root() != null) {
        findings(file, context, configurations, endpoints, expressions, found);
      } else if (file.text().isBlank()) {
        found.add(
            Finding.fault(
                Place.of(shown(folder, file.name())),
                "the file is empty; delete it if its routes are to go"));
      }
    }
    List<FlowRefusal> refusals = refusals(files);
    refusals.forEach(it -> refuse(it, found));
    return new Result(files, List.copyOf(sorted(found)), refusals);
  }

  /** Whether all connections are there that the route cannot do without. */
  boolean isConnected(FlowRoute route) {
    return rules.isConnected(route);
  }

  /** The connections that the route needs and that are not there. */
  Set<String> missing(FlowRoute route) {
    return rules.missing(route);
  }

  /** What Camel says against the files, by name, when it builds them in a context of its own. */
  Map<String, Finding> tried(Collection<FlowFile> files, Result result, String folder) {
    Trial trial = new Trial(camel.getObject());
    Map<String, Finding> found = new TreeMap<>();
    for (FlowFile file : files) {
      if (result.hasMoreFaults(file, shown(folder, file.name()))) {
        continue;
      }
      String yaml = file.yaml(it -> isConnected(it) && result.mayRun(it));
      trial.of(file, yaml, shown(folder, file.name())).ifPresent(it -> found.put(file.name(), it));
    }
    return found;
  }

  /** A file that is YAML. */
  FlowFile file(String name, String text, String folder) {
    CamelContext context = camel.getObject();
    return FlowFile.parse(name, shown(folder, name), text, it -> known(context, it));
  }

  /** The routes of a file; none when it is no YAML. */
  List<FlowRoute> routes(String name, String text, String folder) {
    try {
      return file(name, text, folder).routes();
    } catch (YamlNode.Malformed e) {
      return List.of();
    }
  }

  /** The ids of the route configurations in a file. */
  Set<String> configurations(String name, String text, String folder) {
    try {
      return configurations(List.of(file(name, text, folder)));
    } catch (YamlNode.Malformed e) {
      return Set.of();
    }
  }

  static String shown(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private void findings(
      FlowFile file,
      CamelContext context,
      Set<String> configurations,
      Endpoints endpoints,
      Expressions expressions,
      List<Finding> found) {
    found.addAll(file.root().repeated());
    DslSchema.Result form = schema.check(file.root());
    found.addAll(form.findings());
    found.addAll(expressions.findings(form.sites()));
    placeholders(file.root(), context, found);
    for (FlowRoute route : file.routes()) {
      found.addAll(rules.findings(route));
      route.uses().forEach(use -> found.addAll(endpoints.findings(use)));
      found.addAll(expressions.tried(route));
      configuration(route, configurations, found);
      beans(route.node(), context, found);
    }
  }

  private List<FlowRefusal> refusals(List<FlowFile> files) {
    List<FlowRoute> all = files.stream().flatMap(file -> file.routes().stream()).toList();
    List<FlowRefusal> refusals = new ArrayList<>(rules.repeated(all));
    refusals.addAll(rules.refusals(all.stream().filter(this::isConnected).toList()));
    return refusals;
  }

  private static void refuse(FlowRefusal it, List<Finding> found) {
    it.routes().stream()
        .map(FlowRoute::place)
        .min(Place::compareTo)
        .ifPresent(place -> found.add(Finding.fault(place, it.sentence())));
  }

  private static void configuration(
      FlowRoute route, Set<String> configurations, List<Finding> found) {
    route
        .node()
        .get("routeConfigurationId")
        .filter(it -> it.isScalar() && !configurations.contains(it.text()))
        .filter(it -> !Mistyped.isOpen(it.text()) && !it.text().contains("*"))
        .ifPresent(
            it ->
                found.add(
                    Finding.fault(
                        it.place(),
                        "there is no routeConfiguration %s%s"
                            .formatted(it.text(), advice(it.text(), configurations)))));
  }

  private static Set<String> configurations(CamelContext context, List<FlowFile> files) {
    Set<String> ids = new TreeSet<>();
    if (context instanceof ModelCamelContext model) {
      model.getRouteConfigurationDefinitions().stream()
          .map(RouteConfigurationDefinition::getId)
          .filter(it -> it != null)
          .forEach(ids::add);
    }
    ids.addAll(configurations(files));
    return ids;
  }

  private static Set<String> configurations(List<FlowFile> files) {
    Set<String> ids = new TreeSet<>();
    for (FlowFile file : files) {
      if (file.root() != null) {
        file.root().items().stream()
            .flatMap(it -> it.get("routeConfiguration").stream())
            .flatMap(it -> it.get("id").stream())
            .map(YamlNode::text)
            .forEach(ids::add);
      }
    }
    return ids;
  }

  /** Beans that steps name. */
  private static void beans(YamlNode node, CamelContext context, List<Finding> found) {
    for (YamlNode.Entry it : node.entries()) {
      if (Set.of("bean", "method", "process").contains(it.key())) {
        it.value()
            .get("ref")
            .filter(YamlNode::isScalar)
            .filter(ref -> !Mistyped.isOpen(ref.text()) && !ref.text().contains(":"))
            .filter(ref -> context.getRegistry().lookupByName(ref.text()) == null)
            .ifPresent(
                ref ->
                    found.add(
                        Finding.fault(ref.place(), "there is no bean %s".formatted(ref.text()))));
      }
      beans(it.value(), context, found);
    }
    node.items().forEach(it -> beans(it, context, found));
  }

  private static void placeholders(YamlNode node, CamelContext context, List<Finding> found) {
    node.entries().forEach(it -> placeholders(it.value(), context, found));
    node.items().forEach(it -> placeholders(it, context, found));
    if (node.isScalar()) {
      Matcher matcher = PLACEHOLDER.matcher(node.text());
      while (matcher.find()) {
        if (resolved(context, matcher.group()) == null) {
          found.add(
              Finding.fault(
                  node.place(),
                  "nothing sets %s; set it in application.yaml, or write {{%s:value}} with what holds otherwise"
                      .formatted(matcher.group(1), matcher.group(1))));
        }
      }
    }
  }

  /** With the placeholders that are known; the others stay, and are told of by themselves. */
  private static String known(CamelContext context, String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.replaceAll(
        it -> {
          String value = resolved(context, it.group());
          return Matcher.quoteReplacement(value == null ? it.group() : value);
        });
  }

  private static String resolved(CamelContext context, String placeholder) {
    try {
      String value = context.resolvePropertyPlaceholders(placeholder);
      return value == null ? "" : value;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String advice(String name, Collection<String> names) {
    return Nearest.of(name, names)
        .map("; did you mean %s?"::formatted)
        .orElse(names.isEmpty() ? "" : "; there are " + String.join(", ", names));
  }

  /** In the order of the file, each only once. */
  private static Collection<Finding> sorted(List<Finding> found) {
    Map<String, Finding> once = new LinkedHashMap<>();
    found.stream().sorted().forEach(it -> once.putIfAbsent(it.toString(), it));
    return new LinkedHashSet<>(once.values());
  }
}
