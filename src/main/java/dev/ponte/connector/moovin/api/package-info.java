/**
 * How Moovin is spoken to: its methods, records in JSON or XML, lists page by page, and what its
 * answers and errors mean.
 */
package dev.ponte.connector.moovin.api;
