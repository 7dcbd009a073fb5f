package dev.ponte.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Plain health is open; everything else asks for a login. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebSecurity {

  /** Hawtio's pages post to Jolokia without Spring's CSRF token, and scripts to our endpoints. */
  private static final RequestMatcher POSTED_TO =
      new OrRequestMatcher(
          new AntPathRequestMatcher("/actuator/jolokia/**"),
          new AntPathRequestMatcher("/actuator/hawtio/**"),
          new AntPathRequestMatcher("/actuator/reconciliation/**"),
          new AntPathRequestMatcher("/actuator/start/**"),
          new AntPathRequestMatcher("/actuator/connections/**"),
          new AntPathRequestMatcher("/actuator/deliveries/**"),
          new AntPathRequestMatcher("/actuator/deadletters/**"),
          new AntPathRequestMatcher("/actuator/subscriptions/**"),
          new AntPathRequestMatcher("/actuator/bulk/**"),
          new AntPathRequestMatcher("/actuator/persons/**"));

  @Bean
  SecurityFilterChain doors(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health", "/actuator/health/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .httpBasic(Customizer.withDefaults())
        .csrf(csrf -> csrf.ignoringRequestMatchers(WebSecurity::fromHawtioOrNoBrowser))
        .headers(headers -> headers.frameOptions(frames -> frames.sameOrigin()))
        .build();
  }

  /**
   * Exempt from CSRF tokens is what comes from our own pages, or from no browser at all. A page of
   * another site cannot use the login that a browser keeps, since browsers name the page's origin.
   */
  static boolean fromHawtioOrNoBrowser(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String site = request.getHeader("Sec-Fetch-Site");
    boolean ours = site == null || site.equals("same-origin") || site.equals("none");
    boolean named = origin == null || origin.endsWith("//" + request.getHeader(HttpHeaders.HOST));
    return POSTED_TO.matches(request) && ours && named;
  }

  @Bean
  PasswordEncoder passwords() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  UserDetailsService people(
      SecurityProperties properties, PasswordEncoder encoder, ConsolePassword generated) {
    SecurityProperties.User configured = properties.getUser();
    boolean given = !configured.isPasswordGenerated();
    String name = given ? configured.getName() : ConsolePassword.USER;
    String password = given ? configured.getPassword() : generated.obtain();
    return new InMemoryUserDetailsManager(
        User.withUsername(name)
            .password(password.startsWith("{") ? password : encoder.encode(password))
            .roles("OPERATOR")
            .build());
  }
}
