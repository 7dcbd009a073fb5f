package dev.ponte.console.access;

import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.view.Sentence;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Names and passwords of forms and of Basic, with a stop for whoever guesses. */
@Component
final class GuardedLogins implements AuthenticationProvider {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedLogins.class);

  private final DaoAuthenticationProvider inner;
  private final Lockouts lockouts;
  private final Audit audit;

  GuardedLogins(ConsoleUsers users, PasswordEncoder encoder, Lockouts lockouts, Audit audit) {
    inner = new DaoAuthenticationProvider(users::load);
    inner.setPasswordEncoder(encoder);
    this.lockouts = lockouts;
    this.audit = audit;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String name = asked.getName();
    String address =
        asked.getDetails() instanceof WebAuthenticationDetails it ? it.getRemoteAddress() : "";
    if (lockouts.until(name, address).isPresent()) {
      throw new LockedException("Too many wrong passwords");
    }
    try {
      Authentication login = inner.authenticate(asked);
      lockouts.passed(name, address);
      return login;
    } catch (BadCredentialsException e) {
      Optional<Instant> until = lockouts.failed(name, address);
      until.ifPresent(it -> keep(name, address, it));
      throw until.isEmpty() ? e : new LockedException("Too many wrong passwords", e);
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  private void keep(String name, String address, Instant until) {
    Sentence said = Sentence.of("said.login.locked", Lockouts.FREE, address, until);
    LOG.warn("Login of {}: {}", printable(name), said.english());
    keep(audit, new Act(printable(name), null, "login", null), "refuse", said);
  }

  /** Nobody stays outside because the database is away. */
  static void keep(Audit audit, Act act, String verb, Sentence said) {
    try {
      audit.keep(act, verb, "login", act.who(), null, said);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("{} of {} is not in the audit: {}", verb, act.who(), e.getMessage());
    }
  }

  /** A name is whatever somebody typed. */
  private static String printable(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.isEmpty() ? "nobody" : plain.length() > 100 ? plain.substring(0, 100) : plain;
  }
}
