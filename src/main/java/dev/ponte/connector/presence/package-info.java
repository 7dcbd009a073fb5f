/** Presence: invoices, tracking codes and order statuses of the ERP, and the report back to it. */
package dev.ponte.connector.presence;
