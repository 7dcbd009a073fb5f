package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * Somebody whom a system has registered as a customer: the type {@code customer}. Who buys an order
 * is a {@link Customer}, of whom this is made.
 *
 * @param source the connection that the customer was read from
 * @param customer who it is; the document is the key, so there must be one
 * @param addresses as the source has them, the main one first; empty when it tells none
 * @param group the source's group of customers, such as a price group; null when there is none
 * @param codes what systems call the customer, by connection; not business content
 * @param changedAt when the source last changed it; null when unknown; not business content
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CustomerRecord(
    String source,
    Customer customer,
    List<Address> addresses,
    String group,
    Map<String, String> codes,
    OffsetDateTime changedAt)
    implements StateMessage {

  public static final String TYPE = "customer";

  public CustomerRecord {
    Require.text(source, "source");
    Require.present(customer, "customer");
    Require.text(customer.document(), "document of customer " + customer.name());
    addresses = Require.copy(addresses);
    codes = Require.copy(codes);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return customer.document();
  }

  @Override
  public CustomerRecord businessContent() {
    return new CustomerRecord(source, customer, addresses, group, null, null);
  }
}
