/** What a Fastcommerce store is told of its orders: status, invoices and shipments. */
package dev.ponte.connector.fastcommerce.feedback;
