package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The items of the simulated Focco that are marked for e-commerce, and what there is of them. */
final class FoccoShelf {

  private static final int MOST_ROWS = 1000;
  private static final long FIRST_ID = 30_000;

  /** Where the balances of an item without masks are. */
  private static final long NO_MASK = -1;

  private final Map<String, Item> items = new ConcurrentSkipListMap<>();
  private final Map<String, Map<Long, Map<Integer, BigDecimal>>> balances =
      new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong(FIRST_ID);
  private final FoccoAnswers answers;

  /** All items in the order of their codes; null after a change. */
  private List<Item> listed;

  /** The same, each as often as a customer has a row of it; null after a change. */
  private List<Offer> offered;

  FoccoShelf(FoccoAnswers answers) {
    this.answers = answers;
  }

  private record Item(long id, String code, String name, Map<Long, String> masks) {}

  /** An item with one of its masks, or none. */
  private record Offer(Item item, Long mask) {}

  synchronized void put(String code, String name, Map<Long, String> masks) {
    items.compute(
        code,
        (key, old) ->
            new Item(
                old == null ? ids.getAndIncrement() : old.id(),
                code,
                name,
                new ConcurrentSkipListMap<>(masks)));
    changed();
  }

  synchronized void remove(String code) {
    items.remove(code);
    changed();
  }

  private void changed() {
    listed = null;
    offered = null;
  }

  void set(String code, Long mask, int company, BigDecimal balance) {
    balances
        .computeIfAbsent(code, any -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(place(mask), any -> new ConcurrentSkipListMap<>())
        .put(company, balance);
  }

  BigDecimal balance(String code, Long mask, int company) {
    return of(code, mask).get(company);
  }

  /** A sale takes it from the first company. */
  void take(String code, Long mask, BigDecimal quantity) {
    of(code, mask).keySet().stream()
        .findFirst()
        .ifPresent(it -> of(code, mask).merge(it, quantity.negate(), BigDecimal::add));
  }

  /** GetItens, a bare page; empty when the arguments are no page. */
  ObjectNode page(JsonNode in) {
    List<Item> all = listed();
    return page(all.size(), cut(in, all).stream().map(this::row).toList());
  }

  /** GetItensCliente: one row for each mask, 0 for none. */
  ObjectNode customerPage(JsonNode in) {
    List<Offer> all = offered();
    return page(all.size(), cut(in, all).stream().map(this::row).toList());
  }

  private ObjectNode page(int total, List<ObjectNode> rows) {
    ObjectNode page = answers.node().put("TotalRowCount", total);
    page.set("Rows", answers.values(rows));
    return page;
  }

  private static <T> List<T> cut(JsonNode in, List<T> all) {
    int from = Math.min(all.size(), in.path("skip").asInt());
    int take = Math.min(in.path("take").asInt(), MOST_ROWS);
    return all.subList(from, Math.min(all.size(), from + take));
  }

  private synchronized List<Item> listed() {
    List<Item> all = listed;
    if (all == null) {
      all = List.copyOf(items.values());
      listed = all;
    }
    return all;
  }

  private synchronized List<Offer> offered() {
    List<Offer> all = offered;
    if (all == null) {
      all = listed().stream().flatMap(FoccoShelf::offers).toList();
      offered = all;
    }
    return all;
  }

  private static Stream<Offer> offers(Item item) {
    return item.masks().isEmpty()
        ? Stream.of(new Offer(item, null))
        : item.masks().keySet().stream().map(it -> new Offer(item, it));
  }

  boolean knows(String code) {
    return items.containsKey(code);
  }

  /** GetEstoqueItem: all companies; of an item with masks without one, the sum of them. */
  ObjectNode stock(JsonNode in) {
    String code = in.path("codigoItem").asText();
    Map<Integer, BigDecimal> sums = new TreeMap<>();
    if (in.hasNonNull("mascaraId")) {
      sums.putAll(of(code, in.get("mascaraId").asLong()));
    } else {
      balances
          .getOrDefault(code, Map.of())
          .values()
          .forEach(all -> all.forEach((company, it) -> sums.merge(company, it, BigDecimal::add)));
    }
    List<ObjectNode> rows = new ArrayList<>();
    sums.forEach(
        (company, balance) ->
            rows.add(
                answers
                    .node()
                    .put("CodigoEmpresa", company)
                    .put("Uf", "RS")
                    .put("Saldo", balance)));
    return answers.values(rows);
  }

  private Map<Integer, BigDecimal> of(String code, Long mask) {
    return balances.getOrDefault(code, Map.of()).getOrDefault(place(mask), Map.of());
  }

  private static long place(Long mask) {
    return mask == null ? NO_MASK : mask;
  }

  private ObjectNode row(Offer offer) {
    Item item = offer.item();
    ObjectNode row = item(item);
    company(row);
    return row.put("MascaraID", offer.mask() == null ? 0 : offer.mask())
        .put("Mascara", offer.mask() == null ? null : item.masks().get(offer.mask()))
        .putNull("IpiPerc")
        .put("PesoBruto", 0);
  }

  private ObjectNode row(Item item) {
    ObjectNode company = company(answers.node().put("Empresa", FoccoSimulator.COMPANY));
    List<ObjectNode> masks = new ArrayList<>();
    item.masks().forEach((id, text) -> masks.add(mask(id, text)));
    company.set("DadosConfigurado", answers.values(masks));
    ObjectNode row = item(item);
    row.set("DadosEmpresa", answers.values(company));
    return row;
  }

  private ObjectNode item(Item item) {
    return answers
        .node()
        .put("ID", item.id())
        .put("Codigo", item.code())
        .put("Descricao", item.name())
        .put("DescTecnica", item.name())
        .putNull("DescComplementar")
        .putNull("Observacao")
        .put("Configurado", item.masks().isEmpty() ? "Não" : "Sim");
  }

  private static ObjectNode company(ObjectNode row) {
    return row.putNull("DescComercial")
        .putNull("CodFornecedor")
        .putNull("Fornecedor")
        .put("UnidadeMedida", "UNIDADE")
        .put("Classificacao", "UTILIDADES")
        .put("DescGrupo", "PRODUTO PRONTO")
        .putNull("MultiploVenda")
        .putNull("CodBarra");
  }

  private ObjectNode mask(long id, String text) {
    return answers
        .node()
        .put("ID", id)
        .put("Mascara", text)
        .put("Ativo", "Sim")
        .putNull("DataInclusao")
        .put("DataUltimaAlteracao", "2026-01-08T18:01:25-03:00");
  }
}
