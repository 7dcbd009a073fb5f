package dev.ponte.console.access;

import dev.ponte.ledger.Persons;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is logged in at the request that this thread serves. */
@Component
public class LoggedIn implements Persons {

  @Override
  public Person current() {
    return login()
        .map(it -> new Person(it.getName(), role(it).map(Role::word).orElse(null)))
        .orElseGet(Person::ofMachine);
  }

  /** The role of whoever is logged in; empty when nobody is. */
  public Optional<Role> role() {
    return login().flatMap(LoggedIn::role);
  }

  private static Optional<Authentication> login() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .filter(Authentication::isAuthenticated)
        .filter(it -> !(it instanceof AnonymousAuthenticationToken));
  }

  private static Optional<Role> role(Authentication login) {
    return Role.strongest(
        login.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList());
  }
}
