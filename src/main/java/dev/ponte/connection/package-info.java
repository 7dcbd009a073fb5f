/**
 * Connections from configuration, and {@link dev.ponte.connection.Api}, the one door to HTTP: auth,
 * quota, time-outs, failure classes, metrics, redaction.
 */
package dev.ponte.connection;
