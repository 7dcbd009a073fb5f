package dev.ponte.connector.fastcommerce.catalogue;

import java.util.Map;

/**
 * What is known of some codes.
 *
 * @param byCode the IDProduto of those that the store has
 * @param whole whether all codes of the store were read just now, so that it does not have the
 *     others
 */
record ProductIds(Map<String, String> byCode, boolean whole) {

  /** Null when the store does not have it, as far as is known. */
  String get(String code) {
    return byCode.get(code);
  }
}
