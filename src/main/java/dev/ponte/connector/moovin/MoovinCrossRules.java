package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** What the document says of fields together, beside what it says of each. */
final class MoovinCrossRules {

  private static final Set<String> PRICES = Set.of("updatePrecos", "updatePrecosV2");
  private static final String USERS = "updateUserStatus";

  /** What names users; {@code status_atual} alone is everybody. */
  private static final List<String> WHICH_USERS =
      List.of(
          "email",
          "grupo",
          "nome",
          "data_de_nascimento",
          "usuario",
          "codigo",
          "telefone",
          "celular",
          "loja");

  private MoovinCrossRules() {}

  /**
   * @throws IllegalArgumentException in one sentence that names the fields
   */
  static void check(String method, ObjectNode record) {
    if (!PRICES.contains(method)) {
      return;
    }
    if (!has(record, "produto_codigo_cor") && !has(record, "produto_codigo_tamanho")) {
      throw new IllegalArgumentException(
          method + " needs produto_codigo_cor or produto_codigo_tamanho");
    }
    for (String ofSize : List.of("preco_antigo_tamanho", "preco_atual_tamanho")) {
      for (String ofColour : List.of("preco_de", "preco_por")) {
        requireNotBoth(method, record, ofSize, ofColour);
      }
    }
    requireNotBoth(method, record, "codigo_etiqueta", "desconto_avista");
  }

  /** Whether the call would change all users of the store. */
  static boolean isOfEverybody(String method, ObjectNode record) {
    return method.equals(USERS) && WHICH_USERS.stream().noneMatch(it -> has(record, it));
  }

  private static void requireNotBoth(String method, ObjectNode record, String one, String other) {
    if (has(record, one) && has(record, other)) {
      throw new IllegalArgumentException(
          "%s takes %s or %s, not both".formatted(method, one, other));
    }
  }

  private static boolean has(ObjectNode record, String field) {
    return MoovinFields.text(record, field) != null;
  }
}
