package dev.ponte.connector.vtex;

import dev.ponte.delivery.Mark;

/**
 * An order that the store lists, and that is to be read.
 *
 * @param mark that it gets when it is recorded
 * @param row the list's row, as JSON
 */
public record VtexListed(Mark mark, String row) {}
