package dev.ponte.connector.fastcommerce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.connector.fastcommerce.Parcel;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class FastcommerceStockSinkTest {

  private Shop shop;

  @AfterEach
  public void close() {
    shop.close();
  }

  @Test
  void a_thousand_stocks_go_in_ten_calls_and_their_ids_cost_one() {
    open();
    shop.store.catalogue().fill(1_000);

    List<Parcel> told =
        shop.tell(
            parcels(IntStream.rangeClosed(1, 1_000).mapToObj(i -> stock("SKU" + i, "7")).toList()));

    assertThat(told)
        .allSatisfy(it -> assertThat(it.outcome.result()).isEqualTo(Outcome.Result.DELIVERED));
    assertThat(shop.store.calls("ProductManagement")).isEqualTo(10);
    assertThat(shop.store.calls("ReportView")).isEqualTo(1);
    assertThat(shop.store.catalogue().stock("SKU1000")).isEqualTo(7);
    assertThat(told.get(0).outcome.words()).contains("Estoque=7");
  }

  @Test
  void only_the_stock_is_sent_and_it_is_absolute() {
    open();

    shop.tell(parcels(List.of(stock("REF1", "5"))));
    shop.tell(parcels(List.of(stock("REF1", "5"))));

    assertThat(shop.store.catalogue().stock("REF1")).isEqualTo(5);
    assertThat(shop.store.forms().get(1).get("xmlrecords"))
        .isEqualTo(
            "<Records><Record><Field Name=\"Comando\" Value=\"A\"/><Field Name=\"IDProduto\" Value=\"5206701\"/><Field Name=\"Estoque\" Value=\"5\"/></Record></Records>");
    assertThat(shop.store.calls("ReportView")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3.9, 3", "0.5, 0", "32767, 32767", "40000, 32767"})
  void estoque_is_a_smallint(String available, int pieces) {
    open();

    shop.tell(parcels(List.of(stock("REF1", available))));

    assertThat(shop.store.catalogue().stock("REF1")).isEqualTo(pieces);
  }

  @Test
  void another_location_is_skipped_and_costs_no_call() {
    open();

    Parcel told =
        shop.tell(
                parcels(
                    List.of(
                        new Stock("focco", "REF1", Location.company("2"), BigDecimal.ONE, null))))
            .get(0);

    assertThat(told.outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(told.outcome.words()).contains("Location 2");
    assertThat(shop.store.calls()).isZero();
  }

  @Test
  void without_a_location_the_key_to_set_is_named() {
    shop = new Shop(Shop.sink("stock"));

    Parcel told = shop.tell(parcels(List.of(stock("REF1", "1")))).get(0);

    assertThat(told.failure.failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
    assertThat(told.failure).hasMessageContaining("ponte.connections.loja.stock.location");
    assertThat(shop.store.calls()).isZero();
  }

  @Test
  void an_unknown_sku_waits_for_its_product_and_costs_no_call_of_its_own() {
    open("products.look-every", "30m");

    List<Parcel> first = shop.tell(parcels(List.of(stock("NEW1", "1"), stock("NEW2", "1"))));
    List<Parcel> second = shop.tell(parcels(List.of(stock("NEW1", "1"), stock("NEW3", "1"))));

    assertThat(first).allSatisfy(FastcommerceStockSinkTest::waits);
    assertThat(second).allSatisfy(FastcommerceStockSinkTest::waits);
    assertThat(shop.store.calls()).isEqualTo(1);

    shop.store.catalogue().putProduct("NEW1", "Novo", 0, "1,00");
    shop.clock.forward(Duration.ofMinutes(31));
    List<Parcel> third = shop.tell(parcels(List.of(stock("NEW1", "4"), stock("NEW2", "1"))));

    assertThat(third.get(0).outcome).isNotNull();
    assertThat(third.get(1)).satisfies(FastcommerceStockSinkTest::waits);
    assertThat(shop.store.catalogue().stock("NEW1")).isEqualTo(4);
    assertThat(shop.store.calls()).isEqualTo(3);
  }

  @Test
  void what_is_known_goes_on_while_the_list_cannot_be_read() {
    open();
    shop.tell(parcels(List.of(stock("REF1", "1"))));
    shop.clock.forward(Duration.ofHours(1));
    shop.store.inject("ReportView", Fault.ERROR_500, 1);

    List<Parcel> told = shop.tell(parcels(List.of(stock("REF1", "2"), stock("NEW1", "2"))));

    assertThat(told.get(0).outcome).isNotNull();
    assertThat(told.get(1).failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(shop.store.catalogue().stock("REF1")).isEqualTo(2);
  }

  @Test
  void a_product_that_was_deleted_in_the_store_alone_waits() {
    open();
    shop.tell(parcels(List.of(stock("REF1", "1"), stock("REF2", "1"), stock("REF3", "1"))));
    shop.store.catalogue().removeProduct("REF2");

    List<Parcel> told =
        shop.tell(parcels(List.of(stock("REF1", "9"), stock("REF2", "9"), stock("REF3", "9"))));

    assertThat(told.get(0).outcome).isNotNull();
    assertThat(told.get(1)).satisfies(FastcommerceStockSinkTest::waits);
    assertThat(told.get(2).outcome).isNotNull();
    assertThat(shop.store.catalogue().stock("REF3")).isEqualTo(9);

    long before = shop.store.calls("ProductManagement");
    shop.tell(parcels(List.of(stock("REF2", "9"))));

    assertThat(shop.store.calls("ProductManagement")).isEqualTo(before);
  }

  @Test
  void a_lost_answer_is_told_again_to_the_same_end() {
    open();
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);

    Parcel lost = shop.tell(parcels(List.of(stock("REF1", "3")))).get(0);
    shop.tell(List.of(lost.again()));

    assertThat(lost.failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(shop.store.catalogue().stock("REF1")).isEqualTo(3);
  }

  @Test
  void stock_that_comes_back_after_one_whose_answer_was_lost_is_told() {
    open();
    Parcel first = shop.tell(parcels(List.of(stock("REF1", "5")))).get(0);
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);
    Parcel lost = shop.tell(List.of(first.next(stock("REF1", "3")))).get(0);
    assertThat(shop.store.catalogue().stock("REF1")).isEqualTo(3);

    shop.tell(List.of(lost.next(stock("REF1", "5"))));

    assertThat(shop.store.catalogue().stock("REF1")).isEqualTo(5);
  }

  private static void waits(Parcel parcel) {
    assertThat(parcel.failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(parcel.failure).hasMessageContaining("loja");
  }

  private void open(String... keys) {
    String[] all = java.util.Arrays.copyOf(keys, keys.length + 2);
    all[keys.length] = "stock.location";
    all[keys.length + 1] = "1";
    shop = new Shop(Shop.sink("stock"), all);
  }

  static List<Parcel> parcels(List<? extends dev.ponte.canonical.Message> messages) {
    return Parcel.batch(messages).parcels();
  }

  public static Stock stock(String sku, String available) {
    return new Stock("focco", sku, Location.company("1"), new BigDecimal(available), null);
  }
}
