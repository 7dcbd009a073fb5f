/**
 * The ledger: a transactional store-and-forward ledger in SQL, and the Camel component {@code
 * ledger:} before it. It knows no system.
 */
package dev.ponte.ledger;
