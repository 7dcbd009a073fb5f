package dev.ponte.canonical;

/**
 * The marketplace that sold an order.
 *
 * @param name its name or affiliate code at the store; null when unknown
 * @param orderId the order's id there; null when unknown
 */
public record Marketplace(String name, String orderId) {}
