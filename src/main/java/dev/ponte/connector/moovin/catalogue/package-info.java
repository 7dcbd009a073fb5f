/** Products, prices and stock of a Moovin store, from it and to it. */
package dev.ponte.connector.moovin.catalogue;
