package dev.ponte.console.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role includes those before it. */
public enum Role {
  /** Looks, and sees no personal data. */
  VIEWER,
  /** Repairs, and sees personal data. */
  OPERATOR,
  /** Everything, Hawtio too. */
  ADMIN;

  /** The word in settings, pages and the audit. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this word; empty when there is none. */
  static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** All words, the weakest first. */
  static List<String> words() {
    return Arrays.stream(values()).map(Role::word).toList();
  }

  /** As Spring calls it. */
  String authority() {
    return "ROLE_" + name();
  }

  /** The strongest role among what a login was granted; empty when it has none. */
  static Optional<Role> strongest(Iterable<String> authorities) {
    Role strongest = null;
    for (String it : authorities) {
      for (Role role : values()) {
        if (role.authority().equals(it) && (strongest == null || role.compareTo(strongest) > 0)) {
          strongest = role;
        }
      }
    }
    return Optional.ofNullable(strongest);
  }
}
