package dev.ponte.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A password that stands in the configuration as it is typed. */
final class PlainPassword implements PasswordEncoder {

  @Override
  public String encode(CharSequence typed) {
    return typed.toString();
  }

  /** In a time that tells nothing of how much of it is right. */
  @Override
  public boolean matches(CharSequence typed, String configured) {
    return MessageDigest.isEqual(
        typed.toString().getBytes(StandardCharsets.UTF_8),
        configured.getBytes(StandardCharsets.UTF_8));
  }
}
