package dev.ponte.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Those who are configured, with their passwords as they were configured. */
@Component
public final class ConsoleUsers {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleUsers.class);

  private final List<ConsoleSettings.User> users;

  ConsoleUsers(
      ConsoleSettings settings,
      SecurityProperties spring,
      @Value("${spring.datasource.url}") String database) {
    users = new ArrayList<>(settings.users());
    settings.users().stream()
        .filter(it -> !it.password().startsWith("{"))
        .forEach(
            it ->
                LOG.warn(
                    "The password of {} in ponte.console.users is plain; write {bcrypt} and its hash",
                    it.name()));
    SecurityProperties.User one = spring.getUser();
    if (!one.isPasswordGenerated()) {
      users.removeIf(it -> it.name().equals(one.getName()));
      users.add(admin(one.getName(), one.getPassword()));
    } else if (users.isEmpty()) {
      users.add(
          admin(
              ConsolePassword.USER,
              new ConsolePassword(settings.passwordFile(), database).obtain()));
    }
  }

  private static ConsoleSettings.User admin(String name, String password) {
    return new ConsoleSettings.User(name, password, Role.ADMIN.word());
  }

  /**
   * As Spring wants a user.
   *
   * @throws UsernameNotFoundException when there is none of this name
   */
  UserDetails load(String name) {
    return users.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .map(
            it ->
                User.withUsername(it.name())
                    .password(it.password())
                    .authorities(Role.of(it.role()).orElseThrow().authority())
                    .build())
        .orElseThrow(() -> new UsernameNotFoundException(name));
  }

  /**
   * Who may log in.
   *
   * @param role viewer, operator or admin
   */
  public record Known(String name, String role) {}

  /** All, as they are configured. */
  public List<Known> all() {
    return users.stream().map(it -> new Known(it.name(), it.role())).toList();
  }

  /** The name of the first of this role; empty when there is none. */
  Optional<String> first(Role role) {
    return users.stream()
        .filter(it -> it.role().equals(role.word()))
        .map(ConsoleSettings.User::name)
        .findFirst();
  }

  /** What all replicas with the same users share, and what changes with any password. */
  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      users.stream()
          .sorted(Comparator.comparing(ConsoleSettings.User::name))
          .flatMap(it -> java.util.stream.Stream.of(it.name(), it.password(), it.role(), "\n"))
          .forEach(it -> digest.update((it + '\0').getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
