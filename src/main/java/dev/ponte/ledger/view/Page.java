package dev.ponte.ledger.view;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next where the next part begins; null when this is the last one
 */
public record Page<T>(List<T> items, String next) {}
