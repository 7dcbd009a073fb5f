package dev.ponte.sandbox;

/**
 * What a VTEX account holds of one invoice of an order.
 *
 * @param number unique within the order
 * @param type {@code Output} for a sale, {@code Input} for a return
 * @param value cents
 * @param key the NF-e's access key; null without one
 * @param xml the NF-e; null without one
 * @param courier empty when unknown
 * @param trackingNumber empty when there is none yet
 * @param trackingUrl empty or null when there is none
 * @param delivered whether the customer has the parcel
 * @param events how many events its tracking shows
 * @param posts how often this number was posted and accepted
 * @param patches how often its tracking number was set
 * @param deliveries how often it was told to be delivered
 * @param json as the order's document shows it
 */
public record VtexInvoice(
    String number,
    String type,
    long value,
    String key,
    String xml,
    String courier,
    String trackingNumber,
    String trackingUrl,
    boolean delivered,
    int events,
    int posts,
    int patches,
    int deliveries,
    String json) {}
