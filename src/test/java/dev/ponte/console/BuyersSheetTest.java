package dev.ponte.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.ledger.UnknownBuyers.Buyer;
import dev.ponte.ledger.UnknownBuyers.Waiting;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom to register, as a clerk opens it. */
class BuyersSheetTest {

  private static final OffsetDateTime SINCE = OffsetDateTime.parse("2026-03-10T09:00:00Z");

  @Test
  void a_line_has_all_that_is_needed_to_register_a_buyer() {
    Address home =
        new Address(
            "Ana Paula",
            "Rua das Flores",
            "12",
            "Apto 3",
            "Centro",
            "Padaria",
            "Porto Alegre",
            "RS",
            "90010000",
            "BRA",
            false);
    Customer who =
        new Customer(
            Customer.Kind.COMPANY,
            "01234567000195",
            Customer.CNPJ,
            "Flores \"da Ana\" Ltda; filial",
            "Flores",
            "ISENTO",
            "ana@example.com",
            List.of("+5551999990000", "5133330000"),
            "Ana");
    Waiting first = new Waiting("vtex", "v1-01", "pending", SINCE);
    Waiting next = new Waiting("vtex", "v2-01", "pending", SINCE.plusDays(1));

    String[] lines =
        BuyersSheet.of(List.of(new Buyer("focco", who, home, null, List.of(first, next))))
            .split("\r\n");

    assertThat(lines).hasSize(2);
    assertThat(lines[0]).contains("\"stateRegistration\",\"email\",\"phones\"");
    assertThat(lines[0].split("\",\"")).hasSameSizeAs(lines[1].split("\",\""));
    assertThat(lines[1])
        .startsWith("\"focco\",\"01.234.567/0001-95\",\"CNPJ\",\"COMPANY\"")
        .contains("\"Flores \"\"da Ana\"\" Ltda; filial\"", "\"ISENTO\",\"ana@example.com\"")
        .contains("\"'+5551999990000, 5133330000\"", "\"Rua das Flores\",\"12\",\"Apto 3\"")
        .contains("\"vtex v1-01, vtex v2-01\",\"2026-03-10T09:00Z\"");
  }
}
