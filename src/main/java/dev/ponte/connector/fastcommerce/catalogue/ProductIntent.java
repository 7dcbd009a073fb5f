package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.Reply;
import dev.ponte.connector.fastcommerce.api.Update;
import dev.ponte.connector.fastcommerce.api.UpdateRecord;
import dev.ponte.connector.fastcommerce.api.Values;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sink.Told;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A product that the store has, or is to have. The store takes the same CodProd twice, so an
 * insertion is noted before it is sent; when its answer was lost, the store is asked whether it has
 * the product before anything else is done.
 */
final class ProductIntent implements ProductUpdate {

  private final Connection connection;
  private final Catalogue catalogue;
  private final ProductMapper mapper;
  private final boolean subProduct;
  private final Instant now;
  private final Delivery delivery;
  private final Product product;
  private final Told told;

  /**
   * @param subProduct whether it is a sub-product of its parent
   */
  ProductIntent(ProductsRun run, boolean subProduct, Delivery delivery, Product product) {
    this.connection = run.connection();
    this.catalogue = run.catalogue();
    this.mapper = run.mapper();
    this.now = run.now();
    this.subProduct = subProduct;
    this.delivery = delivery;
    this.product = product;
    this.told = ToldFields.of(delivery);
  }

  @Override
  public Set<String> codes() {
    return subProduct ? Set.of(product.sku(), product.parent()) : Set.of(product.sku());
  }

  @Override
  public boolean inDoubt() {
    return told.making().isPresent();
  }

  @Override
  public Step step(ProductIds ids) {
    String id = ids.get(product.sku());
    if (id == null && inDoubt()) {
      id = adopted(ids.whole());
    }
    boolean inactive = product.status() == Product.Status.INACTIVE;
    if (id == null && inactive) {
      return Step.skip(
          "It is not sold any more, and %s does not have it".formatted(connection.name()));
    }
    if (id == null) {
      return connection.sending().createsProducts() ? insert(ids) : Step.skip(notMade());
    }
    boolean delete =
        inactive && connection.settings(FastcommerceSettings.class).products().deleteInactive();
    if (!connection.sending().changesProducts()) {
      return Step.skip(
          "%s has it, and by products.send gets new products only".formatted(connection.name()));
    }
    return delete ? delete(id) : change(id);
  }

  private Step change(String id) {
    Map<String, String> fields = new LinkedHashMap<>(mapper.fields(product));
    // What was taken off sale, since its source did not sell it, is sold again.
    if (!fields.containsKey(ProductFields.AVAILABLE) && isTakenOff()) {
      fields.put(ProductFields.AVAILABLE, "True");
    }
    Map<String, String> changes = told.news(fields);
    if (changes.isEmpty()) {
      return Step.skip("Nothing that the store keeps of it has changed");
    }
    String words = "IDProduto %s: %s".formatted(id, String.join(", ", changes.keySet()));
    return send(FieldsChange.record(id, changes), words, new Known(id, fields, changes.keySet()));
  }

  /** Whether the store was told that it may not be bought, but could be before. */
  private boolean isTakenOff() {
    return told.mayDiffer(ProductFields.AVAILABLE, "True") && !told.has(ToldFields.NOT_FOR_SALE);
  }

  private Step delete(String id) {
    UpdateRecord record =
        new UpdateRecord(Map.of(ProductFields.COMMAND, "E", ProductFields.ID, id));
    return send(record, "IDProduto %s is deleted".formatted(id), new Deleted(id));
  }

  private String notMade() {
    return "%s does not have it, and by products.send gets changes only"
        .formatted(connection.name());
  }

  private Step insert(ProductIds ids) {
    String parent = subProduct ? ids.get(product.parent()) : null;
    if (subProduct && parent == null) {
      throw waits("its parent %s is not in the store yet".formatted(product.parent()), null);
    }
    UpdateRecord record = mapper.insertion(product, parent);
    return send(record, "Inserted", new Inserted(record));
  }

  private Step send(UpdateRecord record, String words, Update.Course course) {
    return Step.send(new Update(delivery, record, words, course));
  }

  /** The IDProduto that an insertion without an answer has made; null when it made none. */
  private String adopted(boolean readJustNow) {
    List<String> found =
        readJustNow ? List.of() : catalogue.ask(connection, product.sku(), ProductsSink.PRIORITY);
    if (found.size() > 1) {
      throw new DeliveryFailure(
              FailureClass.PERSON,
              "%s has %d products with CodProd %s, IDProduto %s; delete all but one in the store, then send it again"
                  .formatted(connection.name(), found.size(), product.sku(), found))
          .because("fastcommerce.product-twice", product.sku());
    }
    if (found.isEmpty()) {
      Instant decided = told.making().get().plus(connection.limits().readTimeout());
      if (now.isBefore(decided)) {
        throw waits("its insertion may still be under way", decided);
      }
      return null;
    }
    catalogue.keep(connection, product.sku(), found.get(0));
    told.made();
    return found.get(0);
  }

  private DeliveryFailure waits(String why, Instant until) {
    return new DeliveryFailure(
        FailureClass.NOT_YET,
        "product %s waits to be inserted into %s: %s"
            .formatted(product.sku(), connection.name(), why),
        null,
        until,
        null);
  }

  private DeliveryFailure gone(Reply reply, DeliveryFailure failure, String id) {
    told.unsent();
    if (!FieldsChange.isGone(reply)) {
      return failure;
    }
    catalogue.forget(connection, product.sku(), id);
    catalogue.readAnew(connection);
    told.made();
    return new DeliveryFailure(
        FailureClass.REJECTED,
        "%s no longer has product %s, IDProduto %s; somebody has deleted it there. Retry it to insert it again"
            .formatted(connection.name(), product.sku(), id),
        failure);
  }

  private final class Known implements Update.Course {
    private final String id;
    private final Map<String, String> fields;
    private final Set<String> changed;

    Known(String id, Map<String, String> fields, Set<String> changed) {
      this.id = id;
      this.fields = fields;
      this.changed = changed;
    }

    @Override
    public void begins() {
      told.telling(changed);
    }

    @Override
    public void unsent() {
      told.unsent();
    }

    @Override
    public void done(String none) {
      told.acknowledged(fields);
    }

    @Override
    public DeliveryFailure refused(Reply reply, DeliveryFailure failure) {
      return gone(reply, failure, id);
    }
  }

  private final class Deleted implements Update.Course {
    private final String id;

    Deleted(String id) {
      this.id = id;
    }

    @Override
    public void begins() {
      told.removing();
    }

    @Override
    public void unsent() {
      told.unsent();
    }

    @Override
    public void done(String none) {
      catalogue.forget(connection, product.sku(), id);
      told.holds(Map.of(), List.of());
    }

    @Override
    public DeliveryFailure refused(Reply reply, DeliveryFailure failure) {
      told.unsent();
      return failure;
    }
  }

  private final class Inserted implements Update.Course {
    private final List<String> marks;

    Inserted(UpdateRecord record) {
      String available = record.fields().get(ProductFields.AVAILABLE);
      boolean forSale = Boolean.TRUE.equals(Values.flag(available));
      this.marks = forSale ? List.of() : List.of(ToldFields.NOT_FOR_SALE);
    }

    @Override
    public void begins() {
      told.making(now, marks);
    }

    @Override
    public void unsent() {
      told.unsent();
    }

    /** Without the id the note stays, so that the store is asked for it before the next change. */
    @Override
    public void done(String id) {
      if (id != null) {
        catalogue.keep(connection, product.sku(), id);
        told.acknowledged(mapper.fields(product));
      }
    }

    @Override
    public DeliveryFailure refused(Reply reply, DeliveryFailure failure) {
      told.unsent();
      return failure;
    }
  }
}
