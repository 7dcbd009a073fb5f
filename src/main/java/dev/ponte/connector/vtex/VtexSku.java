package dev.ponte.connector.vtex;

/**
 * What a code of the ERP is in VTEX.
 *
 * @param id the SKU's; null when there is none
 * @param kit whether it is a kit, whose stock VTEX makes of its components
 * @param wrong why the SKU that was found is not it, as one sentence; null when nothing is wrong
 */
record VtexSku(String id, boolean kit, String wrong) {

  static final VtexSku NONE = new VtexSku(null, false, null);
}
