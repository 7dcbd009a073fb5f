package dev.ponte.connector.fastcommerce.api;

import java.util.Map;
import java.util.Set;

/** What the commands of ProductManagement need: I inserts, A changes, E and D delete. */
public final class ProductCommandRules {

  private static final Set<String> DELETIONS = Set.of("E", "D");

  /** "IDProduto não encontrado". */
  public static final String GONE = "123";

  /** "Não encontrado no UPDATE". */
  public static final String NOT_FOUND = "126";

  private ProductCommandRules() {}

  /**
   * @throws IllegalArgumentException in a sentence, when the API would refuse the record
   */
  public static UpdateRecord checked(UpdateRecord record) {
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
  public static boolean isOnce(UpdateRecord record) {
    return "I".equals(record.fields().get("Comando"))
        || Field.isRelative(record.fields().getOrDefault("Estoque", ""));
  }

  /** Whether a refusal only says that what shall be deleted is deleted already. */
  static boolean isDone(UpdateRecord record, Reply reply) {
    return GONE.equals(reply.intCode())
        && DELETIONS.contains(record.fields().getOrDefault("Comando", ""));
  }
}
