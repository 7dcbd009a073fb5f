package dev.ponte.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;

class OidcRolesTest {

  private static List<String> granted(String claim, Map<String, Object> claims) {
    ConsoleSettings.Oidc oidc =
        new ConsoleSettings.Oidc(
            claim,
            List.of(
                new ConsoleSettings.Granted("ponte-ops", "operator"),
                new ConsoleSettings.Granted("bosses", "viewer")));
    OidcIdToken token = new OidcIdToken("t", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), claims);
    return new OidcRoles(new ConsoleSettings(List.of(), Path.of("none"), oidc))
        .mapAuthorities(List.of(new OidcUserAuthority(token))).stream()
            .map(GrantedAuthority::getAuthority)
            .toList();
  }

  @Test
  void a_value_of_the_claim_grants_its_role() {
    assertThat(granted("roles", Map.of("sub", "1", "roles", List.of("x", "ponte-ops"))))
        .containsExactly("ROLE_OPERATOR");
  }

  @Test
  void a_claim_may_stand_inside_another_and_several_values_grant_several_roles() {
    assertThat(
            granted(
                "realm_access.roles",
                Map.of("sub", "1", "realm_access", Map.of("roles", "bosses ponte-ops"))))
        .containsExactly("ROLE_OPERATOR", "ROLE_VIEWER");
  }

  @Test
  void who_has_no_role_does_not_get_in() {
    assertThatThrownBy(() -> granted("roles", Map.of("sub", "1", "roles", List.of("x"))))
        .isInstanceOf(OAuth2AuthenticationException.class);
    assertThatThrownBy(() -> granted("groups", Map.of("sub", "1")))
        .isInstanceOf(OAuth2AuthenticationException.class);
  }
}
