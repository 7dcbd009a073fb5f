package dev.ponte.console;

import dev.ponte.console.access.LoggedIn;
import dev.ponte.console.access.Role;
import dev.ponte.ledger.Persons.Person;
import dev.ponte.ledger.view.Overviews;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands around each page. */
@ControllerAdvice(annotations = Controller.class)
class Frame {

  private final LoggedIn loggedIn;
  private final Overviews overviews;
  private final Eyes eyes;
  private final Say say;

  Frame(LoggedIn loggedIn, Overviews overviews, Eyes eyes, Say say) {
    this.loggedIn = loggedIn;
    this.overviews = overviews;
    this.eyes = eyes;
    this.say = say;
  }

  /** Who looks. */
  public record Me(String name, String role, boolean operator, boolean admin) {}

  @ModelAttribute
  void frame(Model model, HttpServletRequest request) {
    if (path(request).startsWith("/api/")) {
      return;
    }
    Optional<Role> role = loggedIn.role();
    Person person = loggedIn.current();
    String path = path(request);
    model.addAttribute(
        "me",
        role.map(
                it ->
                    new Me(
                        person.name(),
                        it.word(),
                        it.compareTo(Role.OPERATOR) >= 0,
                        it == Role.ADMIN))
            .orElse(null));
    role.ifPresent(it -> model.addAttribute("nav", Place.of(it, overviews.problems())));
    model.addAttribute("place", Place.at(path));
    model.addAttribute("here", here(request, path));
    model.addAttribute("eyes", eyes);
    model.addAttribute("say", say);
    Preferences.add(model, request);
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      // Written to its cookie before the page begins.
      token.getToken();
    }
  }

  private static String path(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String uri = failed == null ? request.getRequestURI() : failed.toString();
    return uri.substring(Math.min(uri.length(), request.getContextPath().length()));
  }

  private static String here(HttpServletRequest request, String path) {
    return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
  }
}
