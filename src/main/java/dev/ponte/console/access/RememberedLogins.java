package dev.ponte.console.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.authentication.rememberme.TokenBasedRememberMeServices;

/**
 * Logins that outlive a restart, and another replica: a signed token in a cookie, good for twelve
 * hours, which the browser forgets after an hour in which its person did nothing.
 */
final class RememberedLogins extends TokenBasedRememberMeServices {

  static final Duration LONGEST = Duration.ofHours(12);
  static final Duration IDLE = Duration.ofMinutes(60);
  static final String COOKIE = "ponte-login";

  /** In the session: until when the login is good, as an {@link Instant}. */
  private static final String UNTIL = "ponte.login-until";

  /** The place of the expiry in Spring's token. */
  private static final int EXPIRY = 1;

  RememberedLogins(ConsoleUsers users) {
    super(users.fingerprint(), users::load);
    setAlwaysRemember(true);
    setCookieName(COOKIE);
    setTokenValiditySeconds((int) LONGEST.toSeconds());
    setCookieCustomizer(
        it -> {
          it.setAttribute("SameSite", "Lax");
          it.setMaxAge(Math.min(it.getMaxAge(), (int) IDLE.toSeconds()));
        });
  }

  /**
   * A login elsewhere has no password here that could sign; one of Basic comes with each request.
   */
  @Override
  public void onLoginSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication login) {
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      return;
    }
    request.getSession().setAttribute(UNTIL, Instant.now().plus(LONGEST));
    if (login instanceof UsernamePasswordAuthenticationToken) {
      super.onLoginSuccess(request, response, login);
    }
  }

  @Override
  protected UserDetails processAutoLoginCookie(
      String[] tokens, HttpServletRequest request, HttpServletResponse response) {
    UserDetails user = super.processAutoLoginCookie(tokens, request, response);
    request.getSession().setAttribute(UNTIL, Instant.ofEpochMilli(Long.parseLong(tokens[EXPIRY])));
    return user;
  }

  /** The password as it is configured, which all replicas know. */
  @Override
  protected String retrievePassword(Authentication login) {
    return null;
  }

  /** Until when the login of this session is good; null when nobody is logged in. */
  static Instant until(HttpServletRequest request) {
    return request.getSession(false) == null
        ? null
        : (Instant) request.getSession(false).getAttribute(UNTIL);
  }

  /** The browser keeps the token for another hour. */
  static void prolong(HttpServletRequest request, HttpServletResponse response) {
    for (Cookie it : request.getCookies() == null ? new Cookie[0] : request.getCookies()) {
      if (it.getName().equals(COOKIE)) {
        Cookie again = new Cookie(COOKIE, it.getValue());
        again.setPath(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
        again.setHttpOnly(true);
        again.setSecure(request.isSecure());
        again.setAttribute("SameSite", "Lax");
        again.setMaxAge((int) IDLE.toSeconds());
        response.addCookie(again);
      }
    }
  }
}
