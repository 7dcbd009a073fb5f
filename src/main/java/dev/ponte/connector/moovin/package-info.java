/**
 * The system {@code moovin}: the web service of Moovin stores, form POSTs with JSON or XML in them.
 * What its document prints in two ways is read both ways and written in one.
 */
package dev.ponte.connector.moovin;
