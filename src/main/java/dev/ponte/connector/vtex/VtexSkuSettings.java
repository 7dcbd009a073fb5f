package dev.ponte.connector.vtex;

/**
 * The keys {@code skus.*} of a VTEX connection.
 *
 * @param by which code of a VTEX SKU the code is under which the ERP tells its stock
 */
record VtexSkuSettings(By by) {

  /** What a SKU is found by. */
  enum By {
    /** Its reference code. */
    REF_ID,
    /** One of its bar codes. */
    EAN,
    /** Its id in VTEX. */
    SKU_ID
  }

  VtexSkuSettings {
    by = by == null ? By.REF_ID : by;
  }
}
