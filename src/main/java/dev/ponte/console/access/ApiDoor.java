package dev.ponte.console.access;

import jakarta.servlet.http.HttpServletResponse;

/** How somebody is turned away who asks for something of the API. */
public interface ApiDoor {

  /**
   * @param status 401 or 403
   */
  void refuse(HttpServletResponse response, int status);
}
