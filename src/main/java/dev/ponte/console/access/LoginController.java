package dev.ponte.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which one logs in; in the sandbox a click is enough. */
@Controller
class LoginController {

  private final ObjectProvider<ClientRegistrationRepository> elsewhere;
  private final LoggedIn loggedIn;
  private final boolean sandbox;

  LoginController(
      ObjectProvider<ClientRegistrationRepository> elsewhere,
      LoggedIn loggedIn,
      Environment environment) {
    this.elsewhere = elsewhere;
    this.loggedIn = loggedIn;
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  /** A login by somebody else's page. */
  record Elsewhere(String name, String path) {}

  @GetMapping(LoginPage.PATH)
  String login(Model model, HttpServletRequest request) {
    if (loggedIn.role().isPresent()) {
      return "redirect:/";
    }
    model.addAttribute("elsewhere", elsewhere());
    model.addAttribute("oneClick", isOpen(request));
    model.addAttribute("roles", Role.words());
    return "login";
  }

  /** The sandbox holds nothing of anybody, and its ledger is in memory. */
  @PostMapping("/login/sandbox")
  ResponseEntity<Void> enter(
      @RequestParam String role, HttpServletRequest request, HttpServletResponse response) {
    if (!isOpen(request)) {
      return ResponseEntity.notFound().build();
    }
    Role wanted = Role.of(role).orElse(Role.VIEWER);
    Authentication login =
        UsernamePasswordAuthenticationToken.authenticated(
            "guest", null, List.of(new SimpleGrantedAuthority(wanted.authority())));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(login);
    request.getSession();
    request.changeSessionId();
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    SavedRequest asked = new HttpSessionRequestCache().getRequest(request, response);
    String page = asked == null ? request.getContextPath() + "/" : asked.getRedirectUrl();
    return ResponseEntity.status(303).location(URI.create(page)).build();
  }

  /** Only from this machine or its network, by its own name, and through no other server. */
  private boolean isOpen(HttpServletRequest request) {
    String host = request.getServerName();
    return sandbox
        && SandboxDoor.isNear(request.getRemoteAddr())
        && SandboxDoor.isOwnName(host)
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null;
  }

  private List<Elsewhere> elsewhere() {
    List<Elsewhere> all = new ArrayList<>();
    if (elsewhere.getIfAvailable() instanceof Iterable<?> registrations) {
      for (Object it : registrations) {
        if (it instanceof ClientRegistration one) {
          all.add(
              new Elsewhere(
                  one.getClientName(), "/oauth2/authorization/" + one.getRegistrationId()));
        }
      }
    }
    return all;
  }
}
