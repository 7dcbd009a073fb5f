/** VTEX's OMS: paid orders out, start-handling and cancellation in, every documented operation. */
package dev.ponte.connector.vtex;
