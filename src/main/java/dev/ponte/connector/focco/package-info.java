/** Focco ERP's e-commerce API: orders in, statuses out, every documented command. */
package dev.ponte.connector.focco;
