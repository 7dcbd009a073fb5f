/** Orders and customers of a Fastcommerce store. */
package dev.ponte.connector.fastcommerce.orders;
