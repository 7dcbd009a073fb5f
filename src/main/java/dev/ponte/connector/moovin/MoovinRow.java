package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.delivery.Mark;

/**
 * One order that a poll has found.
 *
 * @param mark which content of it this is
 * @param order the store's record, without card data
 * @param cancelled whether the store has cancelled it
 */
record MoovinRow(Mark mark, JsonNode order, boolean cancelled) {}
