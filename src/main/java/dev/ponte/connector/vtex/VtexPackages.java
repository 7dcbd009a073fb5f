package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The invoices that an order has in the store: its {@code packageAttachment.packages}. */
record VtexPackages(List<VtexPackages.Parcel> all) {

  /**
   * One invoice and the parcel that it goes with.
   *
   * @param number the invoice's; empty when VTEX shows none
   * @param output whether it is a sale
   * @param value in currency units
   * @param key the NF-e's access key; null without one
   * @param tracking the tracking number; null when there is none
   * @param trackingUrl null when there is none
   * @param courier name of the carrier; null when there is none
   * @param delivered whether the customer has it
   * @param events what its tracking shows, each as {@link #event}
   */
  record Parcel(
      String number,
      boolean output,
      BigDecimal value,
      String key,
      String tracking,
      String trackingUrl,
      String courier,
      boolean delivered,
      Set<String> events) {

    static Parcel of(JsonNode node) {
      String number = VtexJson.text(node, "invoiceNumber");
      JsonNode courier = VtexJson.field(node, "courierStatus");
      return new Parcel(
          number == null ? "" : number,
          !"Input".equalsIgnoreCase(VtexJson.text(node, "type")),
          VtexJson.centsOrZero(node, "invoiceValue"),
          VtexJson.text(node, "invoiceKey"),
          VtexJson.text(node, "trackingNumber"),
          VtexJson.text(node, "trackingUrl"),
          VtexJson.text(node, "courier"),
          VtexJson.flag(courier, "finished"),
          VtexJson.list(courier, "data").stream()
              .map(it -> event(VtexJson.text(it, "description"), VtexJson.text(it, "createDate")))
              .collect(Collectors.toSet()));
    }

    /** What tells one event from another: VTEX keeps its day and its words. */
    static String event(String description, String date) {
      String day = date == null || date.length() < 10 ? "" : date.substring(0, 10);
      return day + " " + description;
    }
  }

  static VtexPackages of(JsonNode order) {
    JsonNode attachment = VtexJson.field(order, "packageAttachment");
    return new VtexPackages(
        VtexJson.list(attachment, "packages").stream().map(Parcel::of).toList());
  }

  /** The invoice of this number, leading zeros aside. */
  Optional<Parcel> find(String number) {
    return all.stream().filter(it -> plain(it.number()).equals(plain(number))).findFirst();
  }

  List<Parcel> sales() {
    return all.stream().filter(Parcel::output).toList();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  BigDecimal sold() {
    return sum(true);
  }

  BigDecimal returned() {
    return sum(false);
  }

  private BigDecimal sum(boolean output) {
    return all.stream()
        .filter(it -> it.output() == output)
        .map(Parcel::value)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String plain(String number) {
    return number.strip().replaceFirst("^0+(?=.)", "");
  }
}
