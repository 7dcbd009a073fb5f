package dev.ponte.connector.fastcommerce.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a row of report 426 says of a customer. */
class FastcommerceCustomersTest {

  @Test
  void a_company_is_a_customer_by_its_corporate_name() {
    ReportRow row =
        values(
            "Última alteração", "05/10/2012 19:25:49",
            "Tipo", "PJ",
            "Empresa", "Perfumes Ltda",
            "Contato", "Maria",
            "CNPJ/CPF", "11.222.333/0001-81",
            "IE/RG", "ISENTO",
            "Logradouro", "Rua A",
            "CEP", "01310-100");

    CustomerRecord record = CustomerMapper.customer(connection(), row).orElseThrow();

    assertThat(record.key()).isEqualTo("11222333000181");
    assertThat(record.customer().name()).isEqualTo("Perfumes Ltda");
    assertThat(record.customer().contact()).isEqualTo("Maria");
    assertThat(record.customer().stateRegistration()).isEqualTo("ISENTO");
    assertThat(record.addresses().get(0).postalCode()).isEqualTo("01310100");
    assertThat(record.changedAt()).isEqualTo("2012-10-05T19:25:49-03:00");
  }

  @Test
  void a_customer_without_a_document_is_left_out() {
    assertThat(CustomerMapper.customer(connection(), values("Contato", "Maria"))).isEmpty();
  }

  private static ReportRow values(String... fields) {
    ReportRow row = new ReportRow();
    for (int i = 0; i < fields.length; i += 2) {
      row.put(fields[i], fields[i + 1]);
    }
    return row;
  }

  private static Connection connection(String... keys) {
    return Shop.connection(URI.create("http://localhost"), Shop.settings(keys));
  }
}
