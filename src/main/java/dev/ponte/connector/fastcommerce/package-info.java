/**
 * Fastcommerce: orders from its report 427 and what became of them back to it; products, prices and
 * stock from its report 425 and to it, customers from 426. One form POST with the credentials in
 * it, answered by XML in ISO-8859-1; 300 calls a clock hour, so many records go in one call.
 */
package dev.ponte.connector.fastcommerce;
