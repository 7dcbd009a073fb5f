package dev.ponte.connector.presence;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How ECM-PRODUTOS is read, under {@code ponte.connections.<name>.products}. No stored document of
 * Presence names its fields, so the defaults are Ponte's own guess, by the words that Presence's
 * other methods use: compare them with a record of yours before the flow is switched on. Each is a
 * list of names, of which the first that a record has is taken.
 *
 * @param pending sent as {@code pending}, 0 or 1; null to leave it out
 * @param sku the product's code; the same as in {@code stock.sku}, so that stock finds its product
 * @param parent the code of the product that it is a variation of; a record whose parent is itself
 *     has none
 * @param ref the code that people know it by
 * @param ean bar code
 * @param name as shown to people
 * @param description the long text
 * @param brand its name
 * @param category the levels from the root to the leaf, each a field; all that a record has count
 * @param unit of measure
 * @param weight gross, in kilograms
 * @param netWeight in kilograms
 * @param height in centimetres
 * @param width in centimetres
 * @param length in centimetres
 * @param colour of a variation
 * @param size of a variation
 * @param ncm Nomenclatura Comum do Mercosul
 * @param origin origem da mercadoria
 * @param status whether it may be sold
 * @param inactive values of {@code status} that say that it may not, in any letter case
 */
record PresenceProductSettings(
    Integer pending,
    @DefaultValue({"sku"}) List<String> sku,
    @DefaultValue({"referenciaSite"}) List<String> parent,
    @DefaultValue({"referencia"}) List<String> ref,
    @DefaultValue({"ean", "codigoBarras"}) List<String> ean,
    @DefaultValue({"nome", "descricao", "descr"}) List<String> name,
    @DefaultValue({"descricaoCompleta"}) List<String> description,
    @DefaultValue({"marca"}) List<String> brand,
    @DefaultValue({"departamento", "categoria", "subcategoria"}) List<String> category,
    @DefaultValue({"unidade"}) List<String> unit,
    @DefaultValue({"pesoBruto", "peso"}) List<String> weight,
    @DefaultValue({"pesoLiquido"}) List<String> netWeight,
    @DefaultValue({"altura"}) List<String> height,
    @DefaultValue({"largura"}) List<String> width,
    @DefaultValue({"comprimento"}) List<String> length,
    @DefaultValue({"cor"}) List<String> colour,
    @DefaultValue({"tamanho"}) List<String> size,
    @DefaultValue({"ncm"}) List<String> ncm,
    @DefaultValue({"origem"}) List<String> origin,
    @DefaultValue({"ativo", "status", "situacao"}) List<String> status,
    @DefaultValue({"0", "n", "nao", "não", "false", "i", "inativo"}) List<String> inactive) {

  PresenceProductSettings {
    if (pending != null && pending != 0 && pending != 1) {
      throw new IllegalArgumentException(
          "products.pending is %d, but Presence knows 0 and 1".formatted(pending));
    }
    if (sku.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException(
          "products.%s must name a field, such as %s"
              .formatted(sku.isEmpty() ? "sku" : "name", sku.isEmpty() ? "sku" : "descricao"));
    }
    inactive = inactive.stream().map(it -> it.strip().toLowerCase(Locale.ROOT)).toList();
  }

  /** As Presence wants it, which is text; null to leave it out. */
  String pendingText() {
    return pending == null ? null : pending.toString();
  }

  /** Whether this value of {@code status} says that the product may not be sold. */
  boolean isInactive(String value) {
    return value != null && inactive.contains(value.toLowerCase(Locale.ROOT));
  }
}
