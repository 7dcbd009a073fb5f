package dev.ponte.connector.fastcommerce;

/** Report 425 and the fields of a product that more than one class needs. */
final class FastcommerceProductFields {

  static final String REPORT = "425";

  /** Number of the parameter "Ref/Nome/Descr", which the document gives. */
  static final int REF = 2;

  static final String COMMAND = "Comando";
  static final String ID = "IDProduto";
  static final String CODE = "CodProd";
  static final String PARENT = "IDProdutoPai";
  static final String CATEGORY = "NomeCat";
  static final String FLAG = "ChangeFlagProdAPI";
  static final String AVAILABLE = "Disponivel";

  private FastcommerceProductFields() {}
}
