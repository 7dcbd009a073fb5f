/**
 * What all sinks share: a connector's sink says what one message does at its target, {@link
 * dev.ponte.sink.Sinks} does the rest.
 */
package dev.ponte.sink;
