package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.Dictionary;
import dev.ponte.connector.fastcommerce.api.ProductCommandRules;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.Reply;
import dev.ponte.connector.fastcommerce.api.Update;
import dev.ponte.connector.fastcommerce.api.UpdateRecord;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sink.Told;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Some fields of a product that the store should have already, such as its stock. */
final class FieldsChange implements ProductUpdate, Update.Course {

  private final Connection connection;
  private final Catalogue catalogue;
  private final Delivery delivery;
  private final String code;
  private final Map<String, String> fields;
  private final Told told;
  private String id;

  /**
   * @param fields to set, in written form
   * @param told what these are added to once they are acknowledged
   */
  FieldsChange(
      Connection connection,
      Catalogue catalogue,
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
  static UpdateRecord record(String id, Map<String, String> fields) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ProductFields.COMMAND, "A");
    values.put(ProductFields.ID, id);
    values.putAll(fields);
    return ProductCommandRules.checked(Dictionary.PRODUCTS.record(values));
  }

  /** Whether a refusal says that the store has no such product any more. */
  static boolean isGone(Reply reply) {
    return ProductCommandRules.GONE.equals(reply.intCode())
        || ProductCommandRules.NOT_FOUND.equals(reply.intCode());
  }

  @Override
  public Set<String> codes() {
    return Set.of(code);
  }

  @Override
  public Step step(ProductIds ids) {
    id = ids.get(code);
    if (id == null) {
      throw notYet("has no product with CodProd " + code, null);
    }
    String words = "IDProduto %s: %s".formatted(id, fields.toString().replaceAll("[{}]", ""));
    return Step.send(new Update(delivery, record(id, fields), words, this));
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
  public DeliveryFailure refused(Reply reply, DeliveryFailure failure) {
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
