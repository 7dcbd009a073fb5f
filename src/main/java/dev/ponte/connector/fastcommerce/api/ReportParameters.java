package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.MissingSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Which ParN of a report means what. The document does not say it for all reports, but each answer
 * names its parameters: one call with one record asks, once a connection and report. What the
 * configuration says needs no call and wins.
 */
@Component("fastcommerceParameters")
public class ReportParameters {

  public static final String STATUS = "status";
  public static final String FROM = "from";
  public static final String TO = "to";
  public static final String FLAG = "flag";

  /** The parameters' own names, plain, by what we call them. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          STATUS, List.of("status", "statuspedido"),
          FROM, List.of("de", "datainicial", "from"),
          TO, List.of("ate", "datafinal", "to"),
          FLAG, List.of("apiflag", "changeflagapi", "changeflagprodapi", "flag"));

  private final Api api;
  private final Map<String, Map<String, Integer>> found = new ConcurrentHashMap<>();

  ReportParameters(Api api) {
    this.api = api;
  }

  /**
   * The N of the ParN.
   *
   * @param meaning one of the four above, or the parameter's own name
   * @throws DeliveryFailure in a sentence, when the report has no such parameter
   */
  public int number(Connection connection, String report, String meaning) {
    return find(connection, report, meaning)
        .orElseThrow(
            () -> {
              String key =
                  "ponte.connections.%s.parameters.%s.%s"
                      .formatted(connection.name(), report, meaning);
              String sentence =
                  "Report %s of %s has no parameter for %s, it has %s; set %s to the number of its Par"
                      .formatted(
                          report,
                          connection.name(),
                          meaning,
                          asked(connection, report).keySet(),
                          key);
              return new MissingSetting(key, sentence)
                  .failure(sentence)
                  .because("fastcommerce.no-parameter", report + "." + meaning);
            });
  }

  /** As {@link #number}; empty when the report has no such parameter. */
  public Optional<Integer> find(Connection connection, String report, String meaning) {
    Map<String, Integer> configured =
        connection.settings(FastcommerceSettings.class).parameters().getOrDefault(report, Map.of());
    if (configured.containsKey(meaning)) {
      return Optional.of(configured.get(meaning));
    }
    Map<String, Integer> named = asked(connection, report);
    return NAMES.getOrDefault(meaning, List.of(Names.plain(meaning))).stream()
        .filter(named::containsKey)
        .map(named::get)
        .findFirst();
  }

  private Map<String, Integer> asked(Connection connection, String report) {
    String key = connection.name() + '/' + report;
    Map<String, Integer> known = found.get(key);
    if (known == null) {
      ReportQuery query = ReportQuery.of(report);
      if (report.equals(OrderFields.REPORT)) {
        query = query.fields(OrderFields.NUMBER);
      }
      known = new ReportPages(api, connection, query, 1).next().parameters();
      found.put(key, known);
    }
    return known;
  }
}
