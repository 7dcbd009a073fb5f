package dev.ponte.console.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;
import org.springframework.stereotype.Component;

/** Roles by a claim of whoever vouches for a login; without one there is no entry. */
@Component
final class OidcRoles implements GrantedAuthoritiesMapper {

  private final ConsoleSettings.Oidc settings;

  OidcRoles(ConsoleSettings settings) {
    this.settings = settings.oidc();
  }

  @Override
  public Collection<? extends GrantedAuthority> mapAuthorities(
      Collection<? extends GrantedAuthority> authorities) {
    Set<String> values =
        authorities.stream()
            .flatMap(it -> claims(it).stream())
            .flatMap(this::values)
            .collect(Collectors.toSet());
    List<SimpleGrantedAuthority> granted =
        settings.roles().stream()
            .filter(it -> values.contains(it.value()))
            .map(it -> Role.of(it.role()).orElseThrow().authority())
            .distinct()
            .map(SimpleGrantedAuthority::new)
            .toList();
    if (granted.isEmpty()) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error("no-role"),
          "The claim %s grants no role of ponte.console.oidc.roles".formatted(settings.claim()));
    }
    return granted;
  }

  private static List<Map<String, Object>> claims(GrantedAuthority authority) {
    if (authority instanceof OidcUserAuthority oidc) {
      Map<String, Object> all = new HashMap<>(oidc.getIdToken().getClaims());
      if (oidc.getUserInfo() != null) {
        all.putAll(oidc.getUserInfo().getClaims());
      }
      return List.of(all);
    }
    return authority instanceof OAuth2UserAuthority it ? List.of(it.getAttributes()) : List.of();
  }

  private Stream<String> values(Map<String, Object> claims) {
    Object found = claims;
    for (String part : settings.claim().split("\\.")) {
      found = found instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return found instanceof Collection<?> many
        ? many.stream().map(String::valueOf)
        : found == null ? Stream.of() : Arrays.stream(found.toString().split("[ ,]"));
  }
}
