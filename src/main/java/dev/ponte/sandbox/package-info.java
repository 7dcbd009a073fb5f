/**
 * Simulators of the systems, for {@code sandbox} mode and tests: real HTTP servers that behave as
 * the documents say. They share no mapper with the connectors.
 */
package dev.ponte.sandbox;
