package dev.ponte.ledger;

/**
 * The right of a subscriber to the messages of a type.
 *
 * @param origin only of orders of this store connection; empty for all
 * @param source only of messages read from this connection; empty for all
 */
record Subscription(long id, String type, String subscriber, String origin, String source) {}
