package dev.ponte.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.util.WebUtils;

/** What a browser remembers of how its person likes the pages. */
@Controller
class Preferences {

  private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
  private static final Duration YEAR = Duration.ofDays(365);

  /** Each with its values, the usual one first as far as {@link #USUAL} says. */
  private static final Map<String, Set<String>> CHOICES =
      Map.of(
          "theme", Set.of("auto", "light", "dark"),
          "live", Set.of("on", "off"),
          "keys", Set.of("on", "off"));

  private static final Map<String, String> USUAL =
      Map.of("theme", "auto", "live", "on", "keys", "on");

  private final LocaleResolver locales;

  Preferences(LocaleResolver locales) {
    this.locales = locales;
  }

  /** The language is the browser's, as long as nobody chose another. */
  @Configuration(proxyBeanMethods = false)
  static class Languages {

    @Bean
    LocaleResolver localeResolver() {
      CookieLocaleResolver resolver = new CookieLocaleResolver("language");
      resolver.setCookieMaxAge(YEAR);
      resolver.setCookieHttpOnly(true);
      resolver.setDefaultLocaleFunction(request -> known(request.getLocale()));
      return resolver;
    }
  }

  static Locale known(Locale wanted) {
    return wanted.getLanguage().equals(PORTUGUESE.getLanguage()) ? PORTUGUESE : Locale.ENGLISH;
  }

  @PostMapping("/preferences")
  String choose(
      @RequestParam Map<String, String> given,
      HttpServletRequest request,
      HttpServletResponse response) {
    CHOICES.forEach(
        (name, values) -> {
          if (values.contains(given.getOrDefault(name, ""))) {
            response.addCookie(cookie(request, name, given.get(name)));
          }
        });
    if (given.containsKey("language")) {
      locales.setLocale(request, response, known(Locale.forLanguageTag(given.get("language"))));
    }
    return "redirect:" + local(given.get("back"));
  }

  /** Adds all of them to what a page shows. */
  static void add(Model model, HttpServletRequest request) {
    CHOICES.forEach(
        (name, values) -> {
          Cookie cookie = WebUtils.getCookie(request, name);
          boolean chosen = cookie != null && values.contains(cookie.getValue());
          model.addAttribute(name, chosen ? cookie.getValue() : USUAL.get(name));
        });
  }

  /** A path of ours; whatever else was given leads to the first page. */
  static String local(String path) {
    return path != null && path.matches("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?") ? path : "/";
  }

  private static Cookie cookie(HttpServletRequest request, String name, String value) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge((int) YEAR.toSeconds());
    return cookie;
  }
}
