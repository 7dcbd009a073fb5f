package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.VtexOrders.Trait;
import java.util.List;
import java.util.Random;

/** Buyers and addresses of generated orders; documents have right check digits. */
final class VtexBuyers {

  private static final List<String> FIRST =
      List.of("Saul", "Júlia", "João", "MARIA ALVES", "Conceição", "andré");
  private static final List<String> LAST =
      List.of("Goodman", "da Silva", "Araújo", "DE LIMA", "Gonçalves", "müller");

  private VtexBuyers() {}

  static void put(ObjectNode order, Random random, Trait trait) {
    String first = FIRST.get(random.nextInt(FIRST.size()));
    String last = LAST.get(random.nextInt(LAST.size()));
    ObjectNode buyer = order.putObject("clientProfileData");
    boolean company = trait == Trait.COMPANY || trait == Trait.ALPHANUMERIC_CNPJ;
    buyer.put("id", "clientProfileData");
    buyer.put("email", "%032x@ct.vtex.com.br".formatted(random.nextInt(Integer.MAX_VALUE)));
    buyer.put("firstName", first).put("lastName", last);
    buyer.put("documentType", "cpf").put("document", cpf(random));
    if (trait == Trait.LABELLED_CPF) {
      buyer.put("document", cnpj(random, false));
    }
    buyer.put("phone", "+55219%08d".formatted(random.nextInt(100_000_000)));
    buyer.put("isCorporate", company);
    if (company) {
      boolean letters = trait == Trait.ALPHANUMERIC_CNPJ;
      buyer.put("corporateName", "Comércio %s Ltda".formatted(last)).put("tradeName", last);
      buyer.put("corporateDocument", cnpj(random, letters));
      buyer.put("stateInscription", letters ? "isento" : "110.042.490.114");
      buyer.put("corporatePhone", "+552133334444");
    } else {
      buyer.putNull("corporateName").putNull("tradeName").putNull("corporateDocument");
      buyer.putNull("stateInscription").putNull("corporatePhone");
    }
    address(order.putObject("shippingData").putObject("address"), first + " " + last, random);
    if (trait == Trait.NOTES) {
      order.putObject("openTextField").put("value", "Entregar após as 18h, por favor");
    }
  }

  private static void address(ObjectNode address, String receiver, Random random) {
    address.put("addressType", "residential").put("receiverName", receiver);
    address.put("addressId", "%016x".formatted(random.nextLong()));
    address.put("postalCode", "200%02d-060".formatted(random.nextInt(100)));
    address.put("city", "Rio De Janeiro").put("state", "RJ").put("country", "BRA");
    address.put("street", "Rua Visconde De Itaboraí").put("neighborhood", "Centro");
    address.put("number", random.nextInt(4) == 0 ? null : String.valueOf(random.nextInt(999)));
    address.putNull("complement").putNull("reference");
  }

  private static String cpf(Random random) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      digits.append(random.nextInt(10));
    }
    digits.append(check(digits, 11));
    return digits.append(check(digits, 11)).toString();
  }

  private static String cnpj(Random random, boolean letters) {
    StringBuilder signs = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      boolean letter = letters && i % 3 == 0;
      signs.append((char) (letter ? 'A' + random.nextInt(26) : '0' + random.nextInt(10)));
    }
    signs.append("0001");
    signs.append(check(signs, 9));
    signs.append(check(signs, 9));
    return "%s.%s.%s/%s-%s"
        .formatted(
            signs.substring(0, 2),
            signs.substring(2, 5),
            signs.substring(5, 8),
            signs.substring(8, 12),
            signs.substring(12));
  }

  /** Modulo 11 with weights 2, 3, … from the right, beginning anew after the highest. */
  private static int check(StringBuilder signs, int highest) {
    int sum = 0;
    int weight = 2;
    for (int i = signs.length() - 1; i >= 0; i--) {
      sum += (signs.charAt(i) - '0') * weight;
      weight = weight == highest ? 2 : weight + 1;
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }
}
