package dev.ponte.sandbox;

import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.Simulator.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** The page of a simulator: what it holds, what was called, and buttons to make trouble. */
final class SimulatorPage {

  static final String PATH = "/sandbox";

  private static final String STYLE = PATH + "/console.css";

  private SimulatorPage() {}

  static Answer answer(Simulator simulator, Request request) {
    if (request.path().equals(STYLE)) {
      return new Answer(200, "text/css; charset=utf-8", style(), Map.of());
    }
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

  /** The look of the console. */
  private static byte[] style() {
    try (InputStream in = SimulatorPage.class.getResourceAsStream("/static/assets/console.css")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(Simulator simulator) {
    String name = simulator.getClass().getSimpleName().replace("Simulator", "");
    return """
        <!DOCTYPE html><html lang="en" data-theme="auto"><head><meta charset="utf-8"><title>%1$s, simulated</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="stylesheet" href="%2$s"></head><body>
        <header class="top"><span class="brand">%1$s</span><span class="tag">simulated</span></header><main>
        <div class="row bar">%3$s
        <form method="post" action="/sandbox/heal"><button class="main">Heal</button></form></div>
        <div class="box"><header><h2>Make trouble</h2></header>
        <form class="chips" method="post" action="/sandbox/fault">
          <label><span>The next</span><input name="times" type="number" value="1" min="1" size="4"></label>
          <label><span>calls of</span><select name="operation">%4$s</select></label>
          <label><span>get</span><select name="fault">%5$s</select></label> <button>Inject</button>
        </form><p id="plan">%8$s</p></div>
        <div id="live">
        <div class="box flush"><header><h2>What it holds</h2></header><div class="wide"><table>%6$s</table></div></div>
        <div class="box flush"><header><h2>Calls so far</h2></header><table>%7$s</table></div></div>
        </main><script>
          setInterval(async () => {
            const page = new DOMParser().parseFromString(await (await fetch("/sandbox")).text(), "text/html");
            ["live", "plan"].forEach((it) => document.getElementById(it).replaceWith(page.getElementById(it)));
          }, 5000);
        </script></body></html>
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
                    .toList()),
            simulator.isBroken()
                ? "<span class=\"tone\" data-tone=\"trouble\">in trouble, until it is healed or the calls came</span>"
                : "<span class=\"tone\" data-tone=\"well\">well</span>");
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
