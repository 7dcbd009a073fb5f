package dev.ponte.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what the page of another site sends with the login that a browser keeps. Browsers say
 * from where a request comes, and no page can change it; a script says nothing, and keeps no login
 * for others.
 */
final class OwnSiteFilter extends OncePerRequestFilter {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final RequestMatcher api;
  private final ApiDoor door;

  OwnSiteFilter(RequestMatcher api, ApiDoor door) {
    this.api = api;
    this.door = door;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (READS.contains(request.getMethod()) || isOurs(request)) {
      chain.doFilter(request, response);
    } else if (api.matches(request)) {
      door.refuse(response, HttpServletResponse.SC_FORBIDDEN);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  static boolean isOurs(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean ours = site == null || site.equals("same-origin") || site.equals("none");
    boolean named = origin == null || origin.endsWith("//" + request.getHeader(HttpHeaders.HOST));
    return ours && (named || "same-origin".equals(site));
  }
}
