package dev.ponte.connector.fastcommerce;

import java.util.Map;
import java.util.Set;

/** What the commands of ProductManagement need: I inserts, A changes, E and D delete. */
final class FastcommerceProductCommandRules {

  private static final Set<String> DELETIONS = Set.of("E", "D");

  /** "IDProduto não encontrado". */
  static final String GONE = "123";

  /** "Não encontrado no UPDATE". */
  static final String NOT_FOUND = "126";

  private FastcommerceProductCommandRules() {}

  /**
   * @throws IllegalArgumentException in a sentence, when the API would refuse the record
   */
  static FastcommerceRecord checked(FastcommerceRecord record) {
    Map<String, String> fields = record.fields();
    String command = fields.get("Comando");
    boolean hasId = fields.containsKey("IDProduto");
    if (command == null) {
      throw new IllegalArgumentException("A record of ProductManagement needs Comando");
    }
    if (command.equals("I") && (hasId || !fields.containsKey("NomeCat"))) {
      throw new IllegalArgumentException(
          "A record with Comando I needs NomeCat and must not have IDProduto");
    }
    if (!command.equals("I") && !hasId) {
      throw new IllegalArgumentException(
          "A record with Comando %s needs IDProduto".formatted(command));
    }
    if (DELETIONS.contains(command) && fields.size() > 2) {
      throw new IllegalArgumentException(
          "A record with Comando %s has Comando and IDProduto only".formatted(command));
    }
    if (command.equals("A") && fields.size() < 3) {
      throw new IllegalArgumentException("A record with Comando A needs a field to change");
    }
    return record;
  }

  /** Whether a repetition would do it twice. */
  static boolean isOnce(FastcommerceRecord record) {
    return "I".equals(record.fields().get("Comando"))
        || FastcommerceField.isRelative(record.fields().getOrDefault("Estoque", ""));
  }

  /** Whether a refusal only says that what shall be deleted is deleted already. */
  static boolean isDone(FastcommerceRecord record, FastcommerceReply reply) {
    return GONE.equals(reply.intCode())
        && DELETIONS.contains(record.fields().getOrDefault("Comando", ""));
  }
}
