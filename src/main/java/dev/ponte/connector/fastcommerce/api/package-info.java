/**
 * How Fastcommerce is spoken to: one form, reports read page by page, records written many at once,
 * and what its answers and errors mean.
 */
package dev.ponte.connector.fastcommerce.api;
