package dev.ponte.console.access;

import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.view.Sentence;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Plain health is open; everything else asks for a login: pages by a form, what is made for scripts
 * by Basic or by the login of the pages.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(ConsoleSettings.class)
class WebSecurity {

  private static final String VIEWER = Role.VIEWER.name();
  private static final String OPERATOR = Role.OPERATOR.name();
  private static final String ADMIN = Role.ADMIN.name();

  private static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  /** Hawtio's pages are another program's: they post without our token, and bring their headers. */
  private static final RequestMatcher HAWTIO =
      paths("/actuator/hawtio/**", "/actuator/hawtio", "/actuator/jolokia/**", "/actuator/jolokia");

  private static final RequestMatcher API = paths("/api/**");

  private static final String REALM = "Ponte";

  @Bean
  static RoleHierarchy roles() {
    return RoleHierarchyImpl.withDefaultRolePrefix()
        .role(ADMIN)
        .implies(OPERATOR)
        .role(OPERATOR)
        .implies(VIEWER)
        .build();
  }

  /** A password without a kind in braces is plain, and is compared as such. */
  @Bean
  PasswordEncoder passwords() {
    DelegatingPasswordEncoder encoder =
        (DelegatingPasswordEncoder) PasswordEncoderFactories.createDelegatingPasswordEncoder();
    encoder.setDefaultPasswordEncoderForMatches(new PlainPassword());
    return encoder;
  }

  @Bean
  RememberedLogins rememberedLogins(ConsoleUsers users) {
    return new RememberedLogins(users);
  }

  /** What is made for scripts and other programs. */
  @Bean
  @Order(1)
  SecurityFilterChain machines(HttpSecurity http, RememberedLogins logins, ApiDoor door)
      throws Exception {
    BasicAuthenticationEntryPoint basic = new BasicAuthenticationEntryPoint();
    basic.setRealmName(REALM);
    AuthenticationEntryPoint entry =
        (request, response, e) -> {
          if (API.matches(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"%s\"".formatted(REALM));
            door.refuse(response, HttpServletResponse.SC_UNAUTHORIZED);
          } else {
            basic.commence(request, response, e);
          }
        };
    return common(http, logins, door)
        .securityMatcher(paths("/actuator/**", "/api/**", "/hooks/**"))
        .authorizeHttpRequests(WebSecurity::machines)
        .httpBasic(it -> it.authenticationEntryPoint(entry))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .csrf(
            it ->
                it.csrfTokenRepository(tokens())
                    .requireCsrfProtectionMatcher(WebSecurity::usesTheLoginOfPages))
        .exceptionHandling(
            it ->
                it.defaultAuthenticationEntryPointFor(
                        (request, response, e) -> LoginPage.show(request, response),
                        request -> HAWTIO.matches(request) && isPageOfBrowser(request))
                    .defaultAuthenticationEntryPointFor(entry, request -> true)
                    .accessDeniedHandler(
                        (request, response, e) -> {
                          if (API.matches(request)) {
                            door.refuse(response, HttpServletResponse.SC_FORBIDDEN);
                          } else {
                            response.sendError(HttpServletResponse.SC_FORBIDDEN);
                          }
                        }))
        .headers(it -> it.frameOptions(frames -> frames.sameOrigin()))
        .build();
  }

  /** The pages. */
  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http,
      RememberedLogins logins,
      ApiDoor door,
      Audit audit,
      OidcRoles oidcRoles,
      ObjectProvider<ClientRegistrationRepository> elsewhere)
      throws Exception {
    HttpSessionRequestCache asked = new HttpSessionRequestCache();
    asked.setRequestMatcher(WebSecurity::isPageOfBrowser);
    asked.setMatchingRequestParameterName(null);
    SavedRequestAwareAuthenticationSuccessHandler inside =
        new SavedRequestAwareAuthenticationSuccessHandler() {
          @Override
          public void onAuthenticationSuccess(
              HttpServletRequest request, HttpServletResponse response, Authentication login)
              throws IOException, jakarta.servlet.ServletException {
            GuardedLogins.keep(
                audit,
                act(login),
                "login",
                Sentence.of("said.login.from", request.getRemoteAddr()));
            super.onAuthenticationSuccess(request, response, login);
          }
        };
    inside.setRequestCache(asked);
    if (elsewhere.getIfAvailable() != null) {
      http.oauth2Login(
          it ->
              it.loginPage(LoginPage.PATH)
                  .successHandler(inside)
                  .failureHandler(
                      (request, response, e) -> response.sendRedirect(refused(request, e)))
                  .userInfoEndpoint(user -> user.userAuthoritiesMapper(oidcRoles)));
    }
    return common(http, logins, door)
        .authorizeHttpRequests(WebSecurity::pages)
        .formLogin(
            it ->
                it.loginPage(LoginPage.PATH)
                    .successHandler(inside)
                    .failureHandler(
                        (request, response, e) -> response.sendRedirect(refused(request, e)))
                    .permitAll())
        .logout(
            it ->
                it.logoutUrl("/logout")
                    .logoutSuccessUrl(LoginPage.PATH + "?out")
                    .deleteCookies("JSESSIONID", RememberedLogins.COOKIE))
        .requestCache(it -> it.requestCache(asked))
        .csrf(it -> it.csrfTokenRepository(tokens()))
        .exceptionHandling(
            it ->
                it.authenticationEntryPoint(
                    (request, response, e) -> LoginPage.show(request, response)))
        .headers(
            it ->
                it.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                    // Not no-referrer: with it browsers name no origin when they post a form.
                    .referrerPolicy(
                        policy ->
                            policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        policy ->
                            policy.policy(
                                "camera=(), geolocation=(), microphone=(), payment=(), usb=()")))
        .build();
  }

  private static HttpSecurity common(HttpSecurity http, RememberedLogins logins, ApiDoor door)
      throws Exception {
    return http.rememberMe(it -> it.rememberMeServices(logins).key(logins.getKey()))
        .addFilterBefore(new OwnSiteFilter(API, door), CsrfFilter.class)
        .addFilterBefore(new IdleFilter(logins), CsrfFilter.class);
  }

  private static void machines(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry it) {
    it.requestMatchers(paths("/actuator/health", "/actuator/health/**")).permitAll();
    // They carry a secret of their own.
    it.requestMatchers(of(HttpMethod.POST, "/hooks/**")).permitAll();
    it.requestMatchers(HAWTIO).hasRole(ADMIN);
    it.requestMatchers(paths("/actuator/persons/**", "/actuator/audit")).hasRole(ADMIN);
    it.requestMatchers(
            paths(
                "/actuator/subscriptions/*/*/end",
                "/actuator/routes/rollback/*",
                "/api/v1/subscriptions/*/*/end",
                "/api/v1/routes/*/start",
                "/api/v1/routes/*/stop",
                "/api/v1/flows/history/*/rollback",
                "/api/v1/settings",
                "/api/v1/audit"))
        .hasRole(ADMIN);
    it.requestMatchers(paths("/api/v1/reconciliation", "/api/v1/buyers")).hasRole(OPERATOR);
    // All the others tell of orders in the words of stores and targets.
    it.requestMatchers(
            reads(
                "/actuator",
                "/actuator/info",
                "/actuator/prometheus",
                "/actuator/quota",
                "/actuator/start",
                "/actuator/connections",
                "/actuator/subscriptions",
                "/api/**"))
        .hasRole(VIEWER);
    it.anyRequest().hasRole(OPERATOR);
  }

  private static void pages(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry it) {
    it.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll();
    it.requestMatchers(paths("/login", "/login/sandbox", "/assets/**", "/webjars/**")).permitAll();
    it.requestMatchers(
            paths(
                "/audit",
                "/audit/**",
                "/settings",
                "/flows/history/*/rollback",
                "/flows/routes/**"))
        .hasRole(ADMIN);
    it.requestMatchers(paths("/preferences", "/logout")).hasRole(VIEWER);
    it.requestMatchers(paths("/orders.csv", "/orders/*/*/support", "/buyers.csv", "/flows/check"))
        .hasRole(OPERATOR);
    it.requestMatchers(reads("/**")).hasRole(VIEWER);
    it.anyRequest().hasRole(OPERATOR);
  }

  /** Whole paths, whoever serves them. */
  private static RequestMatcher paths(String... patterns) {
    return of(null, patterns);
  }

  private static RequestMatcher reads(String... patterns) {
    return of(HttpMethod.GET, patterns);
  }

  private static RequestMatcher of(HttpMethod method, String... patterns) {
    PathPatternRequestMatcher.Builder any = PathPatternRequestMatcher.withDefaults();
    return new OrRequestMatcher(
        Arrays.stream(patterns)
            .map(it -> method == null ? any.matcher(it) : any.matcher(method, it))
            .toArray(RequestMatcher[]::new));
  }

  /** A script brings its login with each request; only what a browser keeps can be misused. */
  private static boolean usesTheLoginOfPages(HttpServletRequest request) {
    return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
        && !HAWTIO.matches(request)
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && request.getCookies() != null
        && request.getCookies().length > 0;
  }

  private static boolean isPageOfBrowser(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && accept != null
        && accept.contains("text/html")
        && request.getHeader("HX-Request") == null;
  }

  private static CookieCsrfTokenRepository tokens() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieCustomizer(it -> it.sameSite("Lax"));
    return tokens;
  }

  private static Act act(Authentication login) {
    String role =
        Role.strongest(login.getAuthorities().stream().map(it -> it.getAuthority()).toList())
            .map(Role::word)
            .orElse(null);
    return new Act(login.getName(), role, "login", null);
  }

  private static String refused(HttpServletRequest request, AuthenticationException e) {
    String why =
        e instanceof LockedException
            ? "locked"
            : e instanceof OAuth2AuthenticationException ? "elsewhere" : "wrong";
    return request.getContextPath() + LoginPage.PATH + "?" + why;
  }
}
