package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arguments that Focco's document names for each command. Focco drops what it does not
 * understand without a word, such as a discount of a kind that it does not know, so that is refused
 * before a call. Names are compared without regard to case, as Focco does.
 */
final class FoccoArguments {

  /** An argument that must be there and not null ends in {@code !}. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("GetCondicoesPagamento", ""),
          Map.entry("GetItens", "skip! take!"),
          Map.entry("GetClientes", ""),
          Map.entry("GetRepresentantes", ""),
          Map.entry("GetClientesRepresentante", "codigoRepresentante!"),
          Map.entry("GetEstoqueItem", "codigoItem! mascaraId"),
          Map.entry("GetItensCliente", "codigoCliente! cnpjCpf! skip! take!"),
          Map.entry("CriaItemOrcamento", Lines.ITEM),
          Map.entry("CriaItemOrcamentoCompleto", Lines.ITEM + Lines.MORE),
          Map.entry(
              "AtualizaItemOrcamento", "itemId! quantidade! tipoDctAcr tipoVlrDctAcr vlrDctAcr"),
          Map.entry("ApagaItemOrcamento", "itemId!"),
          Map.entry("AtualizaCondPagamento", "codigoCondPagamento! orcamentoId!"),
          Map.entry("ApagaOrcamento", "orcamentoId!"),
          Map.entry("GetOrcamento", "orcamentoId!"),
          Map.entry("CriaPedido", "orcamentoId!"),
          Map.entry("GetStatusPedido", "pdvId!"),
          Map.entry("GetCliente", "codigoCliente! cnpjCpf!"),
          Map.entry("AtualizaObservacaoOrcamento", "idOrcamento! obsPedido obsNfs substitui!"),
          Map.entry(
              "AtualizaFreteOrcamento", "idOrcamento! valorFrete! tipoFrete! codigoFornecedor"),
          Map.entry("IncluiRepresentantesPedido", "pdvID! ListaRepresentante!"));

  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "tipodctacr", Set.of("D", "A"),
          "tipovlrdctacr", Set.of("P", "Q", "U", "V"),
          "tipofrete", Set.of("C", "F", "R", "O", "S"),
          "substitui", Set.of("0", "1"));

  private static final int MOST_ROWS = 1_000;

  private FoccoArguments() {}

  /** The arguments of the commands that add a line. */
  private static final class Lines {
    static final String ITEM =
        "orcamentoId cnpjCpf codigoCliente codigoCondPagamento codigoRepresentante codigoItem!"
            + " mascaraId quantidade! tipoDctAcr tipoVlrDctAcr vlrDctAcr ordemCompra precoUnitario";
    static final String MORE =
        " codigoEmpresa valorLiquido recalculaOrcamento numPedidoRepresentante codigoTransportadora"
            + " tipoFrete valorFrete codigoPrecosVen percComisIt comissaoRepresebtante tpInfComisIt"
            + " codigoEstabFaturamento codigoEstabEntrega codigoEstabCobranca codigoTipoNota";
  }

  /** The commands of the document. */
  static Set<String> commands() {
    return NAMES.keySet();
  }

  /**
   * @throws IllegalArgumentException in one sentence, when the command would not do what was meant
   */
  static void check(String command, JsonNode arguments) {
    List<String> names =
        Arrays.stream(NAMES.get(command).split(" ")).filter(it -> !it.isEmpty()).toList();
    Map<String, JsonNode> given = new HashMap<>();
    Map<String, String> spelt = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    names.forEach(it -> spelt.put(it.replace("!", ""), it));
    arguments
        .fields()
        .forEachRemaining(
            it -> {
              require(
                  spelt.containsKey(it.getKey()),
                  "%s has no argument %s; it has %s",
                  command,
                  it.getKey(),
                  spelt.keySet());
              given.put(it.getKey().toLowerCase(Locale.ROOT), it.getValue());
            });
    for (String name : names) {
      JsonNode value = given.get(name.replace("!", "").toLowerCase(Locale.ROOT));
      boolean missing = value == null || value.isNull();
      require(!missing || !name.endsWith("!"), "%s needs %s", command, name.replace("!", ""));
      if (!missing) {
        check(command, name.replace("!", ""), value);
      }
    }
    discount(command, given);
  }

  private static void check(String command, String name, JsonNode value) {
    Set<String> allowed = VALUES.get(name.toLowerCase(Locale.ROOT));
    require(
        allowed == null || allowed.contains(value.asText()),
        "%s takes as %s one of %s, not %s",
        command,
        name,
        allowed,
        value.asText());
    require(
        !name.equals("take") || value.asLong() >= 1 && value.asLong() <= MOST_ROWS,
        "%s takes as take 1 to %s, not %s",
        command,
        MOST_ROWS,
        value.asText());
  }

  /** A discount is dropped without a word unless all three are there. */
  private static void discount(String command, Map<String, JsonNode> given) {
    long said =
        List.of("tipodctacr", "tipovlrdctacr", "vlrdctacr").stream()
            .filter(it -> given.containsKey(it) && !given.get(it).isNull())
            .count();
    require(
        said == 0 || said == 3,
        "%s needs tipoDctAcr, tipoVlrDctAcr and vlrDctAcr together, or none of them",
        command);
  }

  private static void require(boolean holds, String otherwise, Object... of) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise.formatted(of));
    }
  }
}
