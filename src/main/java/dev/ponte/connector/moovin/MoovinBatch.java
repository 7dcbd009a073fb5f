package dev.ponte.connector.moovin;

import java.util.List;

/**
 * What a page of a source has brought.
 *
 * @param number of the page
 * @param isLast whether there is none after it
 * @param items one list of canonical messages, and a {@link MoovinRefusal} for each record that
 *     could not be understood
 */
public record MoovinBatch(int number, boolean isLast, List<Object> items) {}
