package dev.ponte.console;

import dev.ponte.connection.Connections;
import dev.ponte.connection.QuotaMeter;
import dev.ponte.connection.QuotaWindow;
import dev.ponte.ledger.view.Edge;
import dev.ponte.ledger.view.OrderClass;
import dev.ponte.ledger.view.Overview;
import dev.ponte.ledger.view.Overviews;
import dev.ponte.ledger.view.Sentence;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Whether all is well. */
@Controller
class OverviewController {

  private static final List<String> TYPES =
      List.of(
          "order",
          "order-status",
          "invoice",
          "shipment",
          "stock",
          "price",
          "product",
          "customer",
          "outcome");

  private final Overviews overviews;
  private final Connections connections;
  private final QuotaMeter meter;
  private final Say say;
  private final Clock clock;
  private final ZoneId zone;
  private final boolean sandbox;

  OverviewController(
      Overviews overviews,
      Connections connections,
      QuotaMeter meter,
      Say say,
      Clock clock,
      Environment environment,
      @Value("${ponte.zone:America/Sao_Paulo}") ZoneId zone) {
    this.overviews = overviews;
    this.connections = connections;
    this.meter = meter;
    this.say = say;
    this.clock = clock;
    this.zone = zone;
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  /** The orders of a class. */
  public record ClassOfToday(String word, Sentence title, String tone, long orders) {}

  /** One type, from where to where. */
  public record Flow(String type, List<Overview.SourceRow> sources, List<Overview.EdgeRow> edges) {}

  /**
   * How a connection stands.
   *
   * @param good when a poll of it last went well; null when none did or it has none
   */
  public record Line(String name, String tone, OffsetDateTime good, List<QuotaWindow> quotas) {}

  /**
   * Where the sandbox is played with.
   *
   * @param store the page of a simulated store
   * @param erp the page of the simulated ERP
   */
  public record Tour(String store, String erp) {}

  @GetMapping("/")
  String overview(Model model) {
    show(model);
    model.addAttribute("tour", sandbox ? new Tour(page("vtex"), page("focco")) : null);
    return "overview";
  }

  @GetMapping("/live")
  String live(Model model) {
    show(model);
    return "overview :: live";
  }

  private String page(String connection) {
    return connections
        .find(connection)
        .map(it -> it.baseUrl().resolve("/sandbox").toString())
        .orElse("/connections");
  }

  private void show(Model model) {
    Overview it = overviews.look();
    model.addAttribute("it", it);
    model.addAttribute("tone", it.verdict().tone().name().toLowerCase(Locale.ROOT));
    model.addAttribute("today", LocalDate.now(clock.withZone(zone)).toString());
    model.addAttribute(
        "classes",
        Arrays.stream(OrderClass.values())
            .map(
                c ->
                    new ClassOfToday(
                        c.word(), c.title(), say.toneOf(c), it.classes().getOrDefault(c, 0L)))
            .toList());
    model.addAttribute("flows", flows(it));
    model.addAttribute("connections", lines(it));
  }

  private static List<Flow> flows(Overview it) {
    Map<String, Flow> flows = new LinkedHashMap<>();
    TYPES.forEach(type -> flows.put(type, new Flow(type, new ArrayList<>(), new ArrayList<>())));
    it.sources().stream()
        .filter(row -> flows.containsKey(row.type()))
        .forEach(row -> flows.get(row.type()).sources().add(row));
    it.edges().stream()
        .filter(row -> flows.containsKey(row.type()))
        .forEach(row -> flows.get(row.type()).edges().add(row));
    return flows.values().stream().filter(flow -> !flow.edges().isEmpty()).toList();
  }

  private List<Line> lines(Overview it) {
    return connections.all().stream()
        .map(
            connection -> {
              List<QuotaWindow> quotas = meter.windows(connection.name());
              OffsetDateTime good =
                  it.polls().stream()
                      .filter(poll -> poll.connection().equals(connection.name()))
                      .map(Overview.PollRow::goodAt)
                      .filter(Objects::nonNull)
                      .max(OffsetDateTime::compareTo)
                      .orElse(null);
              return new Line(connection.name(), tone(connection.name(), it, quotas), good, quotas);
            })
        .toList();
  }

  private static String tone(String name, Overview it, List<QuotaWindow> quotas) {
    List<Edge.Rest> rests =
        it.rests().stream().filter(rest -> rest.connection().equals(name)).toList();
    if (rests.stream().anyMatch(rest -> rest.kind().equals("person"))) {
      return "off";
    }
    if (!rests.isEmpty()) {
      return "trouble";
    }
    return quotas.stream().anyMatch(QuotaWindow::isUsedUp) ? "waits" : "well";
  }
}
