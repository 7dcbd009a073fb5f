package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.sandbox.Simulator.Answer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may call the simulated Focco: whoever has the token that the last login gave. */
final class FoccoDoor {

  private final AtomicInteger logins = new AtomicInteger();
  private final FoccoAnswers answers;
  private volatile String token = "";

  FoccoDoor(FoccoAnswers answers) {
    this.answers = answers;
  }

  int logins() {
    return logins.get();
  }

  void expire() {
    token = "";
  }

  boolean admits(String authorization) {
    return !token.isEmpty() && ("Bearer " + token).equals(authorization);
  }

  Answer login(JsonNode in) {
    boolean known =
        "ECOMMERCE".equals(in.path("ClientID").asText())
            && in.hasNonNull("User")
            && in.hasNonNull("Password")
            && !in.path("Password").asText().equals("wrong")
            && in.has("KillOtherSessions");
    logins.incrementAndGet();
    synchronized (this) {
      if (known && token.isEmpty()) {
        token = "CfDJ8" + UUID.randomUUID();
      }
    }
    return FoccoAnswers.json(
        answers
            .node()
            .put("ErrorReason", known ? 0 : 1)
            .put("CustomErrorMessage", known ? null : "Usuário ou senha inválidos")
            .put("Token", known ? token : null)
            .put("IsSuccessful", known));
  }
}
