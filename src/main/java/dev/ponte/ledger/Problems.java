package dev.ponte.ledger;

import java.util.List;

/**
 * What needs a person, by cause.
 *
 * @param deliveries that are dead or parked, the largest group first
 * @param records that were not understood
 */
public record Problems(List<Deliveries.Group> deliveries, List<DeadLetters.Group> records) {}
