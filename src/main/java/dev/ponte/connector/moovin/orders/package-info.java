/** Orders and customers of a Moovin store. */
package dev.ponte.connector.moovin.orders;
