package dev.ponte.connector.fastcommerce.api;

/** Report 425 and the fields of a product that more than one class needs. */
public final class ProductFields {

  public static final String REPORT = "425";

  /** Number of the parameter "Ref/Nome/Descr", which the document gives. */
  public static final int REF = 2;

  public static final String COMMAND = "Comando";
  public static final String ID = "IDProduto";
  public static final String CODE = "CodProd";
  public static final String PARENT = "IDProdutoPai";
  public static final String CATEGORY = "NomeCat";
  public static final String FLAG = "ChangeFlagProdAPI";
  public static final String AVAILABLE = "Disponivel";

  private ProductFields() {}
}
