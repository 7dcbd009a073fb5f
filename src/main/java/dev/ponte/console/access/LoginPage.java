package dev.ponte.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The way to the login page. */
final class LoginPage {

  static final String PATH = "/login";

  private LoginPage() {}

  /** Sends the browser there; a part of a page would show it in a cell, so all of the page goes. */
  static void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getContextPath() + PATH;
    if (request.getHeader("HX-Request") == null) {
      response.sendRedirect(path);
    } else {
      response.setHeader("HX-Redirect", path);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }
}
