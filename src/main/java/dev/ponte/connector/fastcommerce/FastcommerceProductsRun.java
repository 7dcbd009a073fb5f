package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.Connection;
import java.time.Instant;

/** What all products of one exchange share. */
record FastcommerceProductsRun(
    Connection connection,
    FastcommerceCatalogue catalogue,
    FastcommerceProductMapper mapper,
    Instant now) {}
