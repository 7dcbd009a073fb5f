package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sink.Told;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Some fields of a product that the store should have already, such as its stock. */
final class FastcommerceChange implements FastcommerceProductUpdate, FastcommerceUpdate.Course {

  private final Connection connection;
  private final FastcommerceCatalogue catalogue;
  private final Delivery delivery;
  private final String code;
  private final Map<String, String> fields;
  private final Told told;
  private String id;

  /**
   * @param fields to set, in written form
   * @param told what these are added to once they are acknowledged
   */
  FastcommerceChange(
      Connection connection,
      FastcommerceCatalogue catalogue,
      Delivery delivery,
      String code,
      Map<String, String> fields,
      Told told) {
    this.connection = connection;
    this.catalogue = catalogue;
    this.delivery = delivery;
    this.code = code;
    this.fields = fields;
    this.told = told;
  }

  /** The record that changes these fields of a product. */
  static FastcommerceRecord record(String id, Map<String, String> fields) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(FastcommerceProductFields.COMMAND, "A");
    values.put(FastcommerceProductFields.ID, id);
    values.putAll(fields);
    return FastcommerceProductCommandRules.checked(FastcommerceDictionary.PRODUCTS.record(values));
  }

  /** Whether a refusal says that the store has no such product any more. */
  static boolean isGone(FastcommerceReply reply) {
    return FastcommerceProductCommandRules.GONE.equals(reply.intCode())
        || FastcommerceProductCommandRules.NOT_FOUND.equals(reply.intCode());
  }

  @Override
  public Set<String> codes() {
    return Set.of(code);
  }

  @Override
  public Step step(FastcommerceProductIds ids) {
    id = ids.get(code);
    if (id == null) {
      throw notYet("has no product with CodProd " + code, null);
    }
    String words = "IDProduto %s: %s".formatted(id, fields.toString().replaceAll("[{}]", ""));
    return Step.send(new FastcommerceUpdate(delivery, record(id, fields), words, this));
  }

  @Override
  public void begins() {
    told.telling(fields.keySet());
  }

  @Override
  public void done(String none) {
    told.acknowledged(fields);
  }

  @Override
  public void unsent() {
    told.unsent();
  }

  @Override
  public DeliveryFailure refused(FastcommerceReply reply, DeliveryFailure failure) {
    unsent();
    if (!isGone(reply)) {
      return failure;
    }
    catalogue.forget(connection, code, id);
    return notYet("no longer has product %s, IDProduto %s".formatted(code, id), failure);
  }

  private DeliveryFailure notYet(String what, Throwable cause) {
    return new DeliveryFailure(
        FailureClass.NOT_YET,
        "%s %s waits: %s %s; it is sent when the product is there"
            .formatted(delivery.type(), delivery.key(), connection.name(), what),
        cause);
  }
}
