package dev.ponte.sandbox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The fields of a product in the simulated store, with the document's types and lengths. */
final class FastcommerceFields {

  private static final String TEXT = "text";
  private static final String INT = "-?\\d{1,10}";
  private static final String SMALL = "small";
  private static final String TINY = "tiny";
  private static final String BIT = "(?i)true|false";
  private static final String MONEY = "\\d{1,12}(,\\d{1,4})?";
  private static final String REAL = "\\d{1,12}(,\\d{1,6})?";
  private static final String DATE = "|\\d{1,2}/\\d{1,2}/\\d{4}( \\d{1,2}:\\d{2})?";

  private static final Map<String, Field> ALL = new LinkedHashMap<>();

  /** A field as reports name it. */
  private record Field(String name, String form, int most) {}

  static {
    add("I|A|E|D", "Comando");
    text(25, "NomeCat", "CodBarrasProd", "DescrHTM");
    add(INT, "IDCategoria", "IDProduto", "IDProdutoPai", "IDParceiroProd");
    text(15, "CodProd");
    text(100, "NomeProd", "DescrURL", "TitleProd");
    text(200, "Descricao", "MetaKeywordsProd", "ImagemProd", "ImagemDet", "ImagemAmp");
    text(1024, "DescrLonga", "Adicional1", "Adicional2", "Adicional3", "Cores");
    text(320, "MetaDescriptionProd");
    text(150, "URLProd");
    text(2048, "AdicionalD1", "AdicionalD2", "AdicionalD3");
    text(512, "IDsFiltroItem");
    text(50, "MaisProd", "VendaConjunta", "ProdMPN");
    text(30, "CodVideo");
    add(REAL, "Peso", "ICMS", "LarguraProd", "AlturaProd", "ProfundidadeProd");
    add(BIT, "URLTarget", "Disponivel", "Lancamento", "EmDestaque", "Embalavel", "IsProdutoGrande");
    add(SMALL, "Estoque", "EstoqueMinimo", "DiasReposicao", "DiasAvisoVencimento");
    add(MONEY, "Custo", "Preco", "PrecoProm", "PrecoB2B", "PrecoB2BProm");
    add(DATE, "DataPromInicio", "DataPromFim", "DataVencimento");
    add(TINY, "MaxParcelasProd", "XMLParcelasProd", "OrdemProd", "RamoProd", "ChangeFlagProdAPI");
    for (int i = 1; i <= 5; i++) {
      add(INT, "IDCatAdicional" + i);
    }
  }

  private FastcommerceFields() {}

  /** The field's own name; null when there is none. */
  static String name(String name) {
    Field field = ALL.get(name.toLowerCase(Locale.ROOT));
    return field == null ? null : field.name();
  }

  /** Whether the field can hold the value. */
  static boolean takes(String name, String value) {
    Field field = ALL.get(name.toLowerCase(Locale.ROOT));
    return switch (field.form()) {
      case TEXT -> value.codePointCount(0, value.length()) <= field.most();
      case SMALL -> isBetween(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case TINY -> isBetween(value, 0, 255);
      default -> value.matches(field.form());
    };
  }

  private static boolean isBetween(String value, int least, int most) {
    return value.matches("-?\\d{1,6}")
        && Integer.parseInt(value) >= least
        && Integer.parseInt(value) <= most;
  }

  private static void text(int most, String... names) {
    for (String name : names) {
      ALL.put(name.toLowerCase(Locale.ROOT), new Field(name, TEXT, most));
    }
  }

  private static void add(String form, String... names) {
    for (String name : names) {
      ALL.put(name.toLowerCase(Locale.ROOT), new Field(name, form, 0));
    }
  }
}
