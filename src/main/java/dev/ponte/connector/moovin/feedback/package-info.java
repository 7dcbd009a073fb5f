/** What a Moovin store is told of its orders and customers. */
package dev.ponte.connector.moovin.feedback;
