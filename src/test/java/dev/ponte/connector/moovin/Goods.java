package dev.ponte.connector.moovin;

import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Measures;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Product.Variation;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Canonical states of an ERP. */
public final class Goods {

  private Goods() {}

  public static Stock stock(String sku, String company, String available) {
    return new Stock("focco", sku, Location.company(company), new BigDecimal(available), null);
  }

  public static Price price(String sku, String list, String sale) {
    return price(sku, list, sale, null, "BRL");
  }

  public static Price price(
      String sku, String list, String sale, Price.Promotion promotion, String currency) {
    return new Price(
        "fastcommerce",
        sku,
        list == null ? null : new BigDecimal(list),
        new BigDecimal(sale),
        null,
        null,
        promotion,
        currency,
        null);
  }

  /** An item that is no variation. */
  public static Product item(String sku, String name) {
    return product(sku, null, name, null, null, Status.ACTIVE);
  }

  /** A variation such as {@code STAR#VINHO} of an item. */
  public static Product variation(String sku, String parent, String text) {
    return variation(sku, parent, text, null, Status.ACTIVE);
  }

  public static Product variation(
      String sku, String parent, String text, String ean, Status status) {
    return product(sku, parent, "Caneca " + text, new Variation(text, null, null), ean, status);
  }

  public static Product product(
      String sku, String parent, String name, Variation variation, String ean, Status status) {
    return product(sku, parent, name, variation, ean, status, List.of(), Map.of());
  }

  public static Product product(
      String sku,
      String parent,
      String name,
      Variation variation,
      String ean,
      Status status,
      List<List<String>> categories,
      Map<String, String> attributes) {
    return product(sku, parent, false, name, variation, ean, status, categories, attributes);
  }

  /** An item that is sold as its variations only. */
  public static Product divided(String sku, String name) {
    return product(sku, null, true, name, null, null, Status.ACTIVE, List.of(), Map.of());
  }

  private static Product product(
      String sku,
      String parent,
      boolean divided,
      String name,
      Variation variation,
      String ean,
      Status status,
      List<List<String>> categories,
      Map<String, String> attributes) {
    return new Product(
        "focco",
        sku,
        parent,
        divided,
        "R-" + sku,
        ean,
        name,
        null,
        null,
        categories,
        "UNIDADE",
        null,
        new Measures(new BigDecimal("0.35"), null, null, null, null),
        List.of(),
        variation,
        attributes,
        null,
        status,
        null,
        null,
        null);
  }

  public static CustomerRecord customer(String document, String group) {
    boolean person = document.length() == 11;
    Customer customer =
        new Customer(
            person ? Customer.Kind.PERSON : Customer.Kind.COMPANY,
            document,
            person ? Customer.CPF : Customer.CNPJ,
            "João",
            null,
            null,
            null,
            List.of(),
            null);
    return new CustomerRecord("focco", customer, List.of(), group, null, null);
  }
}
