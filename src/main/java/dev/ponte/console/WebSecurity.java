package dev.ponte.console;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Plain health is open; everything else asks for a login. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebSecurity {

  /**
   * Hawtio's pages post to Jolokia without Spring's CSRF token. These two paths are exempt from it,
   * and Jolokia itself refuses requests whose origin is another site ({@code jolokia-access.xml}).
   */
  private static final String[] HAWTIO = {"/actuator/jolokia/**", "/actuator/hawtio/**"};

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
        .csrf(csrf -> csrf.ignoringRequestMatchers(HAWTIO))
        .headers(headers -> headers.frameOptions(frames -> frames.sameOrigin()))
        .build();
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
