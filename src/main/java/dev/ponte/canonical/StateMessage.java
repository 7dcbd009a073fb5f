package dev.ponte.canonical;

/**
 * How something stands, such as a stock: only the newest version of a key counts, and a value that
 * a target has already is not sent to it. All other types are events or orders.
 */
public sealed interface StateMessage extends Message
    permits Product, Stock, Price, CustomerRecord {}
