/**
 * The canonical types: records that refuse nonsense and know nobody. JSON Schemas are generated
 * from them into {@code docs/schema}.
 *
 * <p>Money is {@link java.math.BigDecimal} in units of the currency (not cents), time is {@link
 * java.time.OffsetDateTime}, codes are strings.
 */
package dev.ponte.canonical;
