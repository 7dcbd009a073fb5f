package dev.ponte.console;

import dev.ponte.ledger.Persons;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is logged in at the request that this thread serves. */
@Component
class LoggedIn implements Persons {

  private static final String PREFIX = "ROLE_";

  @Override
  public Person current() {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (login == null || !login.isAuthenticated()) {
      return Person.ofMachine();
    }
    String roles =
        login.getAuthorities().stream()
            .map(it -> it.getAuthority())
            .filter(it -> it.startsWith(PREFIX))
            .map(it -> it.substring(PREFIX.length()).toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(","));
    return new Person(login.getName(), roles.isEmpty() ? null : roles);
  }
}
