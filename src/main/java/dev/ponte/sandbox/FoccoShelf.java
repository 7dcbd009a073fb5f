package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The items of the simulated Focco that are marked for e-commerce, and what there is of them. */
final class FoccoShelf {

  private static final int MOST_ROWS = 1000;
  private static final long FIRST_ID = 30_000;

  private final Map<String, Item> items = new ConcurrentSkipListMap<>();
  private final Map<String, Map<Integer, BigDecimal>> balances = new ConcurrentHashMap<>();
  private final Supplier<ObjectNode> node;
  private final Function<List<ObjectNode>, ObjectNode> values;

  FoccoShelf(Supplier<ObjectNode> node, Function<List<ObjectNode>, ObjectNode> values) {
    this.node = node;
    this.values = values;
  }

  private record Item(long id, String code, String name, Map<Long, String> masks) {}

  void add(String code, String name, Map<Long, String> masks) {
    items.put(
        code, new Item(FIRST_ID + items.size(), code, name, new ConcurrentSkipListMap<>(masks)));
  }

  void remove(String code) {
    items.remove(code);
  }

  void set(String code, Long mask, int company, String balance) {
    balances
        .computeIfAbsent(place(code, mask), any -> new ConcurrentSkipListMap<>())
        .put(company, new BigDecimal(balance));
  }

  /** A sale takes it from the first company. */
  void take(String code, Long mask, BigDecimal quantity) {
    balances.computeIfPresent(
        place(code, mask),
        (key, all) -> {
          int company = all.keySet().iterator().next();
          all.merge(company, quantity.negate(), BigDecimal::add);
          return all;
        });
  }

  /** GetItens, a bare page; empty when the arguments are no page. */
  ObjectNode page(JsonNode in) {
    int skip = in.path("skip").asInt();
    int take = Math.min(in.path("take").asInt(), MOST_ROWS);
    ObjectNode page = node.get().put("TotalRowCount", items.size());
    page.set(
        "Rows",
        values.apply(items.values().stream().skip(skip).limit(take).map(this::row).toList()));
    return page;
  }

  /** GetItensCliente: one row for each mask, 0 for none. */
  ObjectNode customerPage(JsonNode in) {
    List<ObjectNode> rows = new ArrayList<>();
    for (Item item : items.values()) {
      if (item.masks().isEmpty()) {
        rows.add(row(item).put("MascaraID", 0).putNull("Mascara"));
      }
      item.masks()
          .forEach((id, text) -> rows.add(row(item).put("MascaraID", id).put("Mascara", text)));
    }
    int skip = in.path("skip").asInt();
    int take = Math.min(in.path("take").asInt(), MOST_ROWS);
    ObjectNode page = node.get().put("TotalRowCount", rows.size());
    page.set("Rows", values.apply(rows.stream().skip(skip).limit(take).toList()));
    return page;
  }

  boolean knows(String code) {
    return items.containsKey(code);
  }

  /** GetEstoqueItem: all companies; of an item with masks without one, the sum of them. */
  ObjectNode stock(JsonNode in) {
    String code = in.path("codigoItem").asText();
    Map<Integer, BigDecimal> sums = new ConcurrentSkipListMap<>();
    if (in.hasNonNull("mascaraId")) {
      sums.putAll(balances.getOrDefault(place(code, in.get("mascaraId").asLong()), Map.of()));
    } else {
      balances.forEach(
          (place, all) -> {
            if (place.equals(code) || place.startsWith(code + "#")) {
              all.forEach((company, balance) -> sums.merge(company, balance, BigDecimal::add));
            }
          });
    }
    List<ObjectNode> rows = new ArrayList<>();
    sums.forEach(
        (company, balance) ->
            rows.add(
                node.get().put("CodigoEmpresa", company).put("Uf", "RS").put("Saldo", balance)));
    return values.apply(rows);
  }

  private ObjectNode row(Item item) {
    ObjectNode row =
        node.get()
            .put("ID", item.id())
            .put("Codigo", item.code())
            .put("Descricao", item.name())
            .put("DescTecnica", item.name())
            .putNull("DescComplementar")
            .putNull("Observacao")
            .put("Configurado", item.masks().isEmpty() ? "Não" : "Sim");
    ObjectNode company =
        node.get()
            .put("Empresa", FoccoSimulator.COMPANY)
            .putNull("DescComercial")
            .putNull("CodFornecedor")
            .putNull("Fornecedor")
            .put("UnidadeMedida", "UNIDADE")
            .put("Classificacao", "UTILIDADES")
            .put("DescGrupo", "PRODUTO PRONTO")
            .putNull("MultiploVenda")
            .putNull("CodBarra");
    List<ObjectNode> masks = new ArrayList<>();
    item.masks().forEach((id, text) -> masks.add(mask(id, text)));
    company.set("DadosConfigurado", values.apply(masks));
    row.set("DadosEmpresa", values.apply(List.of(company)));
    return row;
  }

  private ObjectNode mask(long id, String text) {
    return node.get()
        .put("ID", id)
        .put("Mascara", text)
        .put("Ativo", "Sim")
        .putNull("DataInclusao")
        .put("DataUltimaAlteracao", "2026-01-08T18:01:25-03:00");
  }

  private static String place(String code, Long mask) {
    return mask == null ? code : code + "#" + mask;
  }
}
