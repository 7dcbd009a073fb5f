/**
 * VTEX: orders from its OMS, and what became of them back to it. The document of 2014 is followed
 * where it still holds; verbs and paths that VTEX has changed since are the present ones, and the
 * old ones are a matter of configuration.
 */
package dev.ponte.connector.vtex;
