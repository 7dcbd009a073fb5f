/**
 * Bazaar, a store that does not exist: a list of orders in pages, and a call that sets an order's
 * status. It is the whole connector of docs/adding-a-system.md.
 */
package com.example.bazaar;
