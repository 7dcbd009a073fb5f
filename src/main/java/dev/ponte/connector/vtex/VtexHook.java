package dev.ponte.connector.vtex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.EarlyPolls;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes VTEX's notifications of orders. They only have the feed read at once: VTEX wants an answer
 * within seconds, and what is lost here the feed has. They carry no signature, but a secret.
 */
@RestController
@ConditionalOnWebApplication
final class VtexHook {

  static final String SECRET = "X-Ponte-Secret";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST = 64 << 10;

  private final Connections connections;
  private final EarlyPolls polls;

  VtexHook(Connections connections, EarlyPolls polls) {
    this.connections = connections;
    this.polls = polls;
  }

  @PostMapping("/hooks/vtex/{connection}")
  ResponseEntity<Void> notified(@PathVariable("connection") String name, HttpServletRequest request)
      throws IOException {
    Optional<Connection> store =
        connections.find(name).filter(it -> it.system() instanceof VtexSystem);
    String secret =
        store.map(it -> it.settings(VtexSettings.class).events().hookSecret()).orElse(null);
    if (secret == null) {
      return answer(HttpStatus.NOT_FOUND);
    }
    if (!isSame(secret, request.getHeader(SECRET))) {
      return answer(HttpStatus.UNAUTHORIZED);
    }
    JsonNode body = read(request.getInputStream().readNBytes(LONGEST));
    if (body == null) {
      return answer(HttpStatus.BAD_REQUEST);
    }
    if (!VtexJson.field(body, "hookConfig").isMissingNode()) {
      return answer(HttpStatus.OK);
    }
    if (!isOf(store.get(), VtexJson.field(body, "Origin"))) {
      return answer(HttpStatus.FORBIDDEN);
    }
    polls.soon(name, "orders");
    return answer(HttpStatus.OK);
  }

  private static boolean isOf(Connection store, JsonNode origin) {
    String account = VtexJson.text(origin, "Account");
    return store.settings(VtexSettings.class).appKey().equals(VtexJson.text(origin, "Key"))
        && VtexHosts.account(store).map(it -> it.equalsIgnoreCase(account)).orElse(true);
  }

  private static boolean isSame(String secret, String given) {
    return given != null
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** Null when it is no JSON. */
  private static JsonNode read(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  private static ResponseEntity<Void> answer(HttpStatus status) {
    return ResponseEntity.status(status).build();
  }
}
