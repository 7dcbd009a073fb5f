package dev.ponte.connector.fastcommerce;

import dev.ponte.connector.fastcommerce.FastcommerceField.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The fields of a method that takes records, with the document's types and lengths. */
final class FastcommerceDictionary {

  private final String method;
  private final Map<String, FastcommerceField> fields = new LinkedHashMap<>();

  private FastcommerceDictionary(String method) {
    this.method = method;
  }

  /** Fields of OrderUpdate. */
  static final FastcommerceDictionary ORDERS =
      new FastcommerceDictionary(FastcommerceForm.ORDERS)
          .add(Kind.INT, "NumPedido")
          .text("ObsCurta", 10)
          .add(Kind.STATUS, "Status")
          .text("ObjSedex", 13)
          .text("NumNFe", 44)
          .add(Kind.DAY, "DataEntrega")
          .text("ObsLog", 255)
          .add(Kind.TINYINT, "ChangeFlagAPI");

  /** Fields of ProductManagement. */
  static final FastcommerceDictionary PRODUCTS =
      new FastcommerceDictionary(FastcommerceForm.PRODUCTS)
          .add(Kind.COMMAND, "Comando")
          .text("NomeCat", 25)
          .add(Kind.INT, "IDCategoria", "IDProduto")
          .text("CodProd", 15)
          .text("CodBarrasProd", 25)
          .text("NomeProd", 100)
          .add(Kind.REAL, "Peso")
          .text("Descricao", 200)
          .text("DescrLonga", 1024)
          .text("DescrHTM", 25)
          .text("DescrURL", 100)
          .text("MetaKeywordsProd", 200)
          .text("TitleProd", 100)
          .text("MetaDescriptionProd", 320)
          .add(new FastcommerceField("URLProd", Kind.URL, 150))
          .add(Kind.BIT, "URLTarget")
          .add(Kind.STOCK, "Estoque")
          .add(Kind.SMALLINT, "EstoqueMinimo")
          .add(Kind.BIT, "Disponivel")
          .add(Kind.REAL, "ICMS")
          .add(Kind.MONEY, "Custo", "Preco", "PrecoProm", "PrecoB2B", "PrecoB2BProm")
          .add(Kind.MOMENT, "DataPromInicio", "DataPromFim")
          .add(Kind.INT, "IDParceiroProd")
          .add(Kind.TINYINT, "MaxParcelasProd", "XMLParcelasProd")
          .add(Kind.BIT, "Lancamento", "EmDestaque")
          .text("ImagemProd", 200)
          .text("ImagemDet", 200)
          .text("ImagemAmp", 200)
          .text("Adicional1", 1024)
          .text("Adicional2", 1024)
          .text("Adicional3", 1024)
          .text("AdicionalD1", 2048)
          .text("AdicionalD2", 2048)
          .text("AdicionalD3", 2048)
          .text("IDsFiltroItem", 512)
          .text("Cores", 1024)
          .add(Kind.TINYINT, "OrdemProd")
          .add(Kind.INT, "IDProdutoPai")
          .add(Kind.TINYINT, "RamoProd")
          .text("MaisProd", 50)
          .text("VendaConjunta", 50)
          .add(Kind.SMALLINT, "DiasReposicao")
          .add(Kind.MOMENT, "DataVencimento")
          .add(Kind.SMALLINT, "DiasAvisoVencimento")
          .add(Kind.BIT, "Embalavel", "IsProdutoGrande")
          .add(Kind.REAL, "LarguraProd", "AlturaProd", "ProfundidadeProd")
          .text("CodVideo", 30)
          .text("ProdMPN", 50)
          .add(
              Kind.INT,
              "IDCatAdicional1",
              "IDCatAdicional2",
              "IDCatAdicional3",
              "IDCatAdicional4",
              "IDCatAdicional5")
          .add(Kind.TINYINT, "ChangeFlagProdAPI");

  /**
   * The record, its values checked and in the form that the API takes.
   *
   * @param values by field name in any case
   * @throws IllegalArgumentException in a sentence, when the API would refuse it
   */
  FastcommerceRecord record(Map<String, String> values) {
    Map<String, String> written = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          FastcommerceField field = fields.get(name.toLowerCase(Locale.ROOT));
          if (field == null) {
            throw new IllegalArgumentException(
                "%s has no field %s; it has %s".formatted(method, name, names()));
          }
          if (written.put(field.name(), field.write(value)) != null) {
            throw new IllegalArgumentException("%s is given twice".formatted(field.name()));
          }
        });
    return new FastcommerceRecord(written);
  }

  /**
   * The value as {@link #record} would write it, whatever form it stands in; an unreadable one as
   * it is, null as the empty text. Two values that mean the same are equal then.
   */
  String normal(String name, String value) {
    FastcommerceField field = fields.get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      return "";
    }
    try {
      return field.normal(value);
    } catch (IllegalArgumentException unreadable) {
      return value;
    }
  }

  private String names() {
    return String.join(", ", fields.values().stream().map(FastcommerceField::name).toList());
  }

  private FastcommerceDictionary text(String name, int most) {
    return add(new FastcommerceField(name, Kind.TEXT, most));
  }

  private FastcommerceDictionary add(Kind kind, String... names) {
    for (String name : names) {
      add(new FastcommerceField(name, kind, 0));
    }
    return this;
  }

  private FastcommerceDictionary add(FastcommerceField field) {
    fields.put(field.name().toLowerCase(Locale.ROOT), field);
    return this;
  }
}
