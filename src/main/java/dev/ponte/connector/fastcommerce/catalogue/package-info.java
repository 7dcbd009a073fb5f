/** Products, prices and stock of a Fastcommerce store, from it and to it. */
package dev.ponte.connector.fastcommerce.catalogue;
