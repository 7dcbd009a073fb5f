package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.TaxDocument;
import dev.ponte.connector.moovin.api.Documents;
import dev.ponte.connector.moovin.api.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Who buys, and where it goes. */
final class Customers {

  private static final String EXEMPT = "ISENTO";
  private static final List<String> OF_CLIENTS =
      List.of("nome_fantasia", "inscricao_estadual", "inscricao_estadual_isento", "contato");
  private static final Set<String> PICKUP = Set.of("2", "loja");

  private Customers() {}

  /**
   * Whether a person or a company buys shows only in the document's length.
   *
   * @throws IllegalArgumentException when the document can be neither CPF nor CNPJ
   */
  static Customer of(JsonNode order) {
    JsonNode customer = order.path("cliente");
    TaxDocument document =
        TaxDocument.brazilian(Documents.padded(Fields.text(customer, "cpf_cnpj")));
    String name = Fields.text(customer, "nome");
    return new Customer(
        document.isCompany() ? Customer.Kind.COMPANY : Customer.Kind.PERSON,
        document.number(),
        document.type(),
        name == null ? Fields.text(order.path("dados_entrega"), "nome") : name,
        Fields.text(customer, "nome_fantasia"),
        registration(customer),
        email(order),
        phones(order),
        Fields.text(customer, "contato"));
  }

  /** The inscrição estadual of a record of getClientes; null when it has none. */
  static String registration(JsonNode client) {
    return Fields.flag(client, "inscricao_estadual_isento")
        ? EXEMPT
        : Fields.text(client, "inscricao_estadual");
  }

  /**
   * The order with what only getClientes tells of a company.
   *
   * @param client its record there
   */
  static ObjectNode joined(JsonNode order, JsonNode client) {
    ObjectNode joined = order.deepCopy();
    if (joined.path("cliente") instanceof ObjectNode customer) {
      for (String name : OF_CLIENTS) {
        if (Fields.text(client, name) != null) {
          customer.set(name, client.get(name));
        }
      }
    }
    return joined;
  }

  /** Null when the order has no address. */
  static Address delivery(JsonNode order) {
    JsonNode to = order.path("dados_entrega");
    if (!to.isObject() || Fields.firstText(to, "endereco", "cep", "cidade") == null) {
      return null;
    }
    String state = Fields.text(to, "estado");
    return new Address(
        Fields.text(to, "nome"),
        Fields.text(to, "endereco"),
        Fields.text(to, "numero"),
        Fields.text(to, "complemento"),
        Fields.text(to, "bairro"),
        Fields.text(to, "instrucoes"),
        Fields.text(to, "cidade"),
        state == null ? null : state.toUpperCase(Locale.ROOT),
        postalCode(Fields.text(to, "cep")),
        "BRA",
        isPickup(order));
  }

  private static boolean isPickup(JsonNode order) {
    String type = Fields.text(order.path("dados_transporte"), "tipo");
    return type != null && PICKUP.contains(type.toLowerCase(Locale.ROOT));
  }

  /** The type of a padded document; null for null. */
  static String type(String document) {
    if (document == null) {
      return null;
    }
    if (Documents.isCpf(document)) {
      return Customer.CPF;
    }
    return Documents.isCnpj(document) ? Customer.CNPJ : "foreign";
  }

  /** CEP as 8 digits; what has others stays as it is. */
  static String postalCode(String given) {
    String digits = given == null ? "" : given.replaceAll("\\D", "");
    return digits.length() == 8 ? digits : given;
  }

  private static String email(JsonNode order) {
    String email = Fields.text(order.path("cliente"), "email");
    return email == null ? Fields.text(order.path("dados_entrega"), "email") : email;
  }

  /** The buyer's, then those of whom it goes to. */
  private static List<String> phones(JsonNode order) {
    return Stream.of("cliente", "dados_entrega")
        .flatMap(
            whose ->
                Stream.of("telefone_celular", "telefone_residencial", "telefone_comercial")
                    .map(name -> Fields.text(order.path(whose), name)))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }
}
