package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Presence's panel of integration results: the last report of each record counts. */
final class PresencePanel {

  private final List<PresenceSimulator.Report> reports = new CopyOnWriteArrayList<>();
  private final Map<String, PresenceSimulator.Result> results = new ConcurrentSkipListMap<>();
  private final PresenceShelf shelf;

  PresencePanel(PresenceShelf shelf) {
    this.shelf = shelf;
  }

  List<PresenceSimulator.Report> reports() {
    return List.copyOf(reports);
  }

  List<PresenceSimulator.Result> results() {
    return List.copyOf(results.values());
  }

  PresenceSimulator.Result result(String method, String pk) {
    return results.get(method + " " + pk);
  }

  /**
   * Takes a report.
   *
   * @throws IllegalArgumentException when it is not what the document asks for; nothing is taken
   */
  void take(JsonNode in) {
    String method = in.path("metodo").asText();
    require(in.path("idProcesso").isIntegralNumber(), "idProcesso é obrigatório");
    require(!method.isEmpty(), "metodo é obrigatório");
    List<PresenceSimulator.Result> rows = new ArrayList<>();
    in.path("sucessos").forEach(it -> rows.add(success(method, it)));
    in.path("erros").forEach(it -> rows.add(error(method, it)));
    require(!rows.isEmpty(), "Nenhum registro informado");
    reports.add(new PresenceSimulator.Report(in.path("idProcesso").asInt(), method, rows));
    rows.forEach(it -> results.put(method + " " + it.pk(), it));
  }

  private PresenceSimulator.Result success(String method, JsonNode in) {
    String external = in.path("codigo_externo").asText();
    require(!external.isBlank(), "codigo_externo é obrigatório nos sucessos");
    return new PresenceSimulator.Result(method, pk(method, in), external, true, null, null);
  }

  private PresenceSimulator.Result error(String method, JsonNode in) {
    require(!in.path("erro").asText().isBlank(), "erro é obrigatório");
    require(in.path("codigo_erro").isIntegralNumber(), "codigo_erro deve ser numérico");
    return new PresenceSimulator.Result(
        method,
        pk(method, in),
        in.path("codigo_externo").asText(),
        false,
        in.path("erro").asText(),
        in.path("codigo_erro").asInt());
  }

  private String pk(String method, JsonNode in) {
    String pk = in.path("pk").asText();
    require(shelf.knows(method, pk), "Registro %s não localizado em %s".formatted(pk, method));
    return pk;
  }

  private static void require(boolean condition, String words) {
    if (!condition) {
      throw new IllegalArgumentException(words);
    }
  }
}
