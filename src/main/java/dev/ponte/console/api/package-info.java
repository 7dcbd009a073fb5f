/**
 * The API for scripts, {@code /api/v1}: what the pages show and do, as JSON. Reads the same views
 * and does the same acts; a refusal is a problem of RFC 9457 with the same sentence.
 */
package dev.ponte.console.api;
