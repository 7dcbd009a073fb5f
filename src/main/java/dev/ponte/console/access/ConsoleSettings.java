package dev.ponte.console.access;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code ponte.console}.
 *
 * @param users who may log in; {@code spring.security.user} is one more, an admin
 * @param passwordFile where the password stands when no user is configured
 * @param oidc how a login elsewhere gets its role
 */
@ConfigurationProperties("ponte.console")
record ConsoleSettings(
    @DefaultValue List<User> users,
    @DefaultValue("data/console-password") Path passwordFile,
    @DefaultValue Oidc oidc) {

  ConsoleSettings {
    Set<String> names = new HashSet<>();
    for (User it : users) {
      if (!names.add(it.name())) {
        throw new IllegalArgumentException(
            "ponte.console.users names %s twice".formatted(it.name()));
      }
    }
  }

  /**
   * One user.
   *
   * @param password {@code {bcrypt}…}, or plain
   * @param role viewer, operator or admin
   */
  record User(String name, String password, String role) {

    User {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("A user in ponte.console.users has no name");
      }
      if (password == null || password.isBlank()) {
        throw new IllegalArgumentException(
            "ponte.console.users: %s has no password".formatted(name));
      }
      if (Role.of(role).isEmpty()) {
        throw new IllegalArgumentException(
            "ponte.console.users: %s has the role %s; there are %s"
                .formatted(name, role, Role.words()));
      }
    }

    @Override
    public String toString() {
      return "%s (%s)".formatted(name, role);
    }
  }

  /**
   * Roles of those who log in by OpenID Connect.
   *
   * @param claim whose values name the groups, such as {@code roles} or {@code realm_access.roles}
   */
  record Oidc(@DefaultValue("roles") String claim, @DefaultValue List<Granted> roles) {}

  /**
   * A role that a value of the claim grants.
   *
   * @param role viewer, operator or admin
   */
  record Granted(String value, String role) {

    Granted {
      if (Role.of(role).isEmpty()) {
        throw new IllegalArgumentException(
            "ponte.console.oidc.roles: %s grants the role %s; there are %s"
                .formatted(value, role, Role.words()));
      }
    }
  }
}
