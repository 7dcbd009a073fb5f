package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connection.Connection;
import java.time.Instant;

/** What all products of one exchange share. */
record ProductsRun(Connection connection, Catalogue catalogue, ProductMapper mapper, Instant now) {}
