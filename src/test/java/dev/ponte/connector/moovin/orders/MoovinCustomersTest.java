package dev.ponte.connector.moovin.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connector.moovin.Examples;
import dev.ponte.connector.moovin.api.RecordReader;
import org.junit.jupiter.api.Test;

/** What a record of getClientes says of a customer. */
class MoovinCustomersTest {

  @Test
  void the_documents_customer_is_a_person_in_a_group() {
    JsonNode row = RecordReader.rows(Examples.tree("getClientes_L213.xml"), "cliente").get(0);

    CustomerRecord customer = new ClientMapper("moovin").customers(row).get(0);

    assertThat(customer.key()).isEqualTo("12364557897");
    assertThat(customer.customer().name()).isEqualTo("João da Silva");
    assertThat(customer.customer().phones()).containsExactly("(42) 88000000", "(51) 123456748");
    assertThat(customer.group()).isEqualTo("Varejo");
    assertThat(customer.codes()).containsEntry("moovin", "1");
    assertThat(customer.addresses().get(0).city()).isEqualTo("União da Vitória");
    assertThat(customer.addresses().get(0).postalCode()).isEqualTo("84600000");
    assertThat(customer.addresses().get(0).country()).isEqualTo("BRA");
  }
}
