package dev.ponte.connector.moovin.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connector.moovin.Goods;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MoovinCustomersSinkTest {

  private static final String CPF = "00491875002";

  private final MoovinStore store = new MoovinStore();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_customer_is_put_into_the_group_once_and_again_when_it_changes() {
    register();

    store.tell("customers", Goods.customer(CPF, "Varejo"));
    store.tell("customers", Goods.customer(CPF, "Varejo"));
    assertThat(store.moovin.group(CPF)).isEqualTo("Varejo");
    assertThat(store.moovin.writes("saveClientGroup")).isEqualTo(1);

    store.tell("customers", Goods.customer(CPF, "Atacado"));
    assertThat(store.moovin.group(CPF)).isEqualTo("Atacado");
    assertThat(store.moovin.writes("saveClientGroup")).isEqualTo(2);
  }

  @Test
  void a_group_that_comes_back_after_one_whose_answer_was_lost_is_told() {
    register();
    store.tell("customers", Goods.customer(CPF, "Varejo"));
    store.moovin.inject("saveClientGroup", Fault.REPLY_LOST, 1);
    assertThat(store.refusal("customers", Goods.customer(CPF, "Atacado"))).isNotNull();
    assertThat(store.moovin.group(CPF)).isEqualTo("Atacado");

    store.tell("customers", Goods.customer(CPF, "Varejo"));

    assertThat(store.moovin.group(CPF)).isEqualTo("Varejo");
  }

  @Test
  void a_customer_without_a_group_is_skipped() {
    TestDelivery delivery = store.tell("customers", Goods.customer(CPF, null));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void one_that_the_store_does_not_have_is_refused_in_its_words_and_tried_whole_again() {
    DeliveryFailure failure = store.refusal("customers", Goods.customer(CPF, "Varejo"));
    register();
    store.tell("customers", Goods.customer(CPF, "Varejo"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("Cliente não cadastrado");
    assertThat(store.moovin.group(CPF)).isEqualTo("Varejo");
  }

  private void register() {
    store.moovin.register(
        "{\"codigo_cliente\":\"1\",\"cpf_cnpj\":\"%s\",\"nome\":\"João\"}".formatted(CPF));
  }
}
