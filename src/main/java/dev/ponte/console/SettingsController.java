package dev.ponte.console;

import dev.ponte.console.access.ConsoleUsers;
import dev.ponte.ledger.view.Overviews;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How the installation is set, and by which file. */
@Controller
class SettingsController {

  private static final int PAGE = 100;

  private final EffectiveSettings settings;
  private final ConsoleUsers users;
  private final Overviews overviews;

  SettingsController(EffectiveSettings settings, ConsoleUsers users, Overviews overviews) {
    this.settings = settings;
    this.users = users;
    this.overviews = overviews;
  }

  @GetMapping("/settings")
  String page(
      @RequestParam Map<String, String> given,
      @RequestParam(required = false) String cursor,
      Model model) {
    Map<String, String> wanted = Listing.filter(given, List.of("part", "set"));
    String part = wanted.getOrDefault("part", "").toLowerCase(Locale.ROOT);
    List<EffectiveSettings.Setting> found =
        settings.list().stream()
            .filter(it -> it.key().contains(part))
            .filter(it -> !wanted.containsKey("set") || it.own() == wanted.get("set").equals("own"))
            .filter(it -> cursor == null || it.rank().compareTo(cursor) > 0)
            .limit(PAGE + 1L)
            .toList();
    boolean more = found.size() > PAGE;
    List<EffectiveSettings.Setting> shown = more ? found.subList(0, PAGE) : found;
    model.addAttribute(
        "list", new Listing("/settings", wanted, more ? shown.get(PAGE - 1).rank() : null));
    model.addAttribute("settings", shown);
    model.addAttribute("users", users.all());
    model.addAttribute("replicas", overviews.look().replicas());
    model.addAttribute(
        "filters",
        List.of(Field.text("part"), Field.of("set", List.of("own", "shipped"), "filter.set.")));
    return "settings";
  }
}
