package dev.ponte.sandbox;

import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.Simulator.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** The page of a simulator: what it holds, what was called, and buttons to make trouble. */
final class SimulatorPage {

  static final String PATH = "/sandbox";

  private static final String STYLE =
      """
      <style>
        :root{color-scheme:light dark}
        body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
        table{border-collapse:collapse;width:100%}
        td,th{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884}
        form{display:inline-block;margin:0 1rem .5rem 0}
        input,select,button{font:inherit}
        h2{font-size:1.1rem;margin-top:2rem}
      </style>""";

  private SimulatorPage() {}

  static Answer answer(Simulator simulator, Request request) {
    if (!request.method().equals("POST")) {
      return Answer.html(200, page(simulator));
    }
    Map<String, String> form = Simulator.query(request.text());
    try {
      act(simulator, request.path().substring(PATH.length()), form);
    } catch (IllegalArgumentException e) {
      return Answer.text(400, String.valueOf(e.getMessage()));
    }
    return new Answer(303, null, new byte[0], Map.of("Location", PATH));
  }

  private static void act(Simulator simulator, String what, Map<String, String> form) {
    switch (what) {
      case "/fault" ->
          simulator.inject(
              form.get("operation"),
              Fault.valueOf(form.get("fault")),
              Integer.parseInt(form.get("times")));
      case "/heal" -> simulator.heal();
      case "/act" -> simulator.act(form.get("action"));
      default -> throw new IllegalArgumentException("There is no " + what);
    }
  }

  private static String page(Simulator simulator) {
    String name = simulator.getClass().getSimpleName();
    return """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
        <meta http-equiv="refresh" content="5">%2$s</head><body><h1>%1$s</h1>
        <p>%3$s</p>
        <h2>Make trouble</h2>
        <form method="post" action="/sandbox/fault">
          <label>The next <input name="times" type="number" value="1" min="1" size="4"></label>
          <label>calls of <select name="operation">%4$s</select></label>
          <label>get <select name="fault">%5$s</select></label> <button>Inject</button>
        </form>
        <form method="post" action="/sandbox/heal"><button>Heal</button></form>
        <h2>What it holds</h2><table>%6$s</table>
        <h2>Calls so far</h2><table>%7$s</table>
        </body></html>
        """
        .formatted(
            name,
            STYLE,
            simulator.actions().stream().map(SimulatorPage::button).collect(Collectors.joining()),
            options(simulator.counts().keySet().stream().toList()),
            options(Arrays.stream(Fault.values()).map(Enum::name).toList()),
            rows(simulator.table()),
            rows(
                simulator.counts().entrySet().stream()
                    .map(it -> List.of(it.getKey(), it.getValue().toString()))
                    .toList()));
  }

  private static String button(String action) {
    return """
        <form method="post" action="/sandbox/act"><button name="action" value="%1$s">%1$s</button></form>
        """
        .formatted(escape(action));
  }

  private static String options(List<String> values) {
    return values.stream()
        .map(it -> "<option>" + escape(it) + "</option>")
        .collect(Collectors.joining());
  }

  private static String rows(List<List<String>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(cell -> "<td>" + escape(cell) + "</td>")
                    .collect(Collectors.joining("", "<tr>", "</tr>")))
        .collect(Collectors.joining());
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text == null ? "" : text);
  }
}
