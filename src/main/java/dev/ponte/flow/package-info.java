/** The files in {@code routes/}: reading, checking and starting them. */
package dev.ponte.flow;
