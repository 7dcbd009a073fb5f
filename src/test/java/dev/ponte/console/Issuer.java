package dev.ponte.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody who vouches for logins by OpenID Connect: what it says and signs is what is wanted. */
final class Issuer implements AutoCloseable {

  static final String CLIENT = "ponte";

  private static final int KEY_BITS = 2048;

  private final HttpServer server;
  private final RSAKey key;

  /** By the code that is exchanged for them. */
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      key = new RSAKeyGenerator(KEY_BITS).keyID("k1").generate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    answers("/.well-known/openid-configuration", any -> document());
    answers("/keys", any -> new JWKSet(key.toPublicJWK()).toString());
    answers("/token", this::token);
    server.start();
  }

  private interface Said {
    String to(String form);
  }

  private void answers(String path, Said said) {
    server.createContext(
        path,
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = said.to(form).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Vouches for somebody of these groups, to whoever asked with the nonce; the code for it. */
  String vouch(String name, List<String> groups, String nonce) {
    String code = "code-of-" + name;
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              new JWTClaimsSet.Builder()
                  .issuer(url())
                  .audience(CLIENT)
                  .subject(name)
                  .claim("nonce", nonce)
                  .claim("roles", groups)
                  .issueTime(Date.from(Instant.now()))
                  .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                  .build());
      token.sign(new RSASSASigner(key));
      tokens.put(code, token.serialize());
      return code;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String token(String form) {
    String code = form.replaceAll("(?s).*\\bcode=([\\w-]+).*", "$1");
    return "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"openid\",\"id_token\":\"%s\"}"
        .formatted(tokens.get(code));
  }

  private String document() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "jwks_uri":"%1$s/keys","subject_types_supported":["public"],
         "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}
        """
        .formatted(url());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
