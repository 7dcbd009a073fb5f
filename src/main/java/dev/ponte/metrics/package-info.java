/** What is measured: names and labels, the same for Prometheus, the dashboard and the documents. */
package dev.ponte.metrics;
