package dev.ponte.connector.fastcommerce;

import dev.ponte.delivery.Delivery;

/**
 * One record on its way to the store.
 *
 * @param delivery what it is sent for
 * @param words what it did, for the operator
 */
record FastcommerceUpdate(Delivery delivery, FastcommerceRecord record, String words) {}
