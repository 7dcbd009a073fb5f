/**
 * The port between the ledger and the connectors. It depends on nothing: the ledger implements it,
 * connectors use it, and only YAML joins the two.
 */
package dev.ponte.delivery;
