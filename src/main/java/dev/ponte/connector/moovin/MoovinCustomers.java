package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Who buys, and where it goes. */
final class MoovinCustomers {

  private static final Set<String> PICKUP = Set.of("2", "loja");

  private MoovinCustomers() {}

  /** Whether a person or a company buys shows only in the document's length. */
  static Customer of(JsonNode order) {
    JsonNode customer = order.path("cliente");
    String document = MoovinDocuments.padded(MoovinFields.text(customer, "cpf_cnpj"));
    String name = MoovinFields.text(customer, "nome");
    return new Customer(
        MoovinDocuments.isCnpj(document) ? Customer.Kind.COMPANY : Customer.Kind.PERSON,
        document,
        type(document),
        name == null ? MoovinFields.text(order.path("dados_entrega"), "nome") : name,
        null,
        null,
        MoovinFields.text(customer, "email"),
        phones(customer),
        null);
  }

  /** Null when the order has no address. */
  static Address delivery(JsonNode order) {
    JsonNode to = order.path("dados_entrega");
    if (!to.isObject() || MoovinFields.firstText(to, "endereco", "cep", "cidade") == null) {
      return null;
    }
    String state = MoovinFields.text(to, "estado");
    return new Address(
        MoovinFields.text(to, "nome"),
        MoovinFields.text(to, "endereco"),
        MoovinFields.text(to, "numero"),
        MoovinFields.text(to, "complemento"),
        MoovinFields.text(to, "bairro"),
        MoovinFields.text(to, "instrucoes"),
        MoovinFields.text(to, "cidade"),
        state == null ? null : state.toUpperCase(Locale.ROOT),
        postalCode(MoovinFields.text(to, "cep")),
        "BRA",
        isPickup(order));
  }

  private static boolean isPickup(JsonNode order) {
    String type = MoovinFields.text(order.path("dados_transporte"), "tipo");
    return type != null && PICKUP.contains(type.toLowerCase(Locale.ROOT));
  }

  /** The type of a padded document; null for null. */
  static String type(String document) {
    if (document == null) {
      return null;
    }
    if (MoovinDocuments.isCpf(document)) {
      return Customer.CPF;
    }
    return MoovinDocuments.isCnpj(document) ? Customer.CNPJ : "foreign";
  }

  /** CEP as 8 digits; what has others stays as it is. */
  static String postalCode(String given) {
    String digits = given == null ? "" : given.replaceAll("\\D", "");
    return digits.length() == 8 ? digits : given;
  }

  private static List<String> phones(JsonNode customer) {
    return Stream.of("telefone_celular", "telefone_residencial", "telefone_comercial")
        .map(name -> MoovinFields.text(customer, name))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }
}
