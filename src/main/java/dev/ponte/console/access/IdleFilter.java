package dev.ponte.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends logins that are too old or idle. What a page asks for by itself, each few seconds, is
 * nothing that a person does.
 */
final class IdleFilter extends OncePerRequestFilter {

  /** The header of what a page asks for by itself. */
  static final String TICK = "Ponte-Tick";

  private static final String SEEN = "ponte.seen";
  private static final Duration BETWEEN_COOKIES = Duration.ofMinutes(5);

  private final RememberedLogins logins;

  IdleFilter(RememberedLogins logins) {
    this.logins = logins;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    Instant until = RememberedLogins.until(request);
    if (until != null) {
      Instant now = Instant.now();
      Instant seen = (Instant) session.getAttribute(SEEN);
      if (until.isBefore(now) || seen != null && seen.plus(RememberedLogins.IDLE).isBefore(now)) {
        session.invalidate();
        logins.logout(request, response, null);
        LoginPage.show(request, response);
        return;
      }
      if (request.getHeader(TICK) == null
          && (seen == null || seen.plus(BETWEEN_COOKIES).isBefore(now))) {
        session.setAttribute(SEEN, now);
        RememberedLogins.prolong(request, response);
      }
    }
    chain.doFilter(request, response);
  }
}
