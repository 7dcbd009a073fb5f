package dev.ponte.connector.moovin;

import static dev.ponte.connection.ApiCall.Effect.ONCE;
import static dev.ponte.connection.ApiCall.Effect.READ;
import static dev.ponte.connection.ApiCall.Effect.REPEATABLE;

import dev.ponte.connection.ApiCall.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * All documented methods, as one table: each field with {@code *} when it is required, and its form
 * as in {@link MoovinForm#of}; a group holds its fields in parentheses.
 */
final class MoovinMethods {

  static final String ORDERS = "getPedidos";
  static final String STATUSES = "getStatusPedidos";
  static final String UPDATE_ORDER = "updatePedido";
  static final String SAVE_INVOICE = "saveNfe";

  private static final String STOCK =
      """
      produto_codigo_tamanho* s35 qtd* i11 cod_loja* s30 pre_venda b data_pre_venda d tamanho s20
      tamanho_descricao s100 acao 1|2|3 prazo_extra i4
      """;
  private static final String ORDER_FILTERS =
      """
      codigo s20 data_de t data_ate t cpf_cnpj s20 produto_codigo s40 produto_codigo_cor s40
      produto_codigo_tamanho s40 codigo_vendedor i11 num_transacao s250 codigo_status_pedido i11
      limite l100 pagina i10 data_ultima_atualizacao_de t data_ultima_atualizacao_ate t
      ordem_data_criacao ASC|DESC ordem_data_atualizacao ASC|DESC pedido_troca b importado b
      """;
  private static final String PRICES =
      """
      produto_codigo_cor s35 produto_codigo_tamanho s35 preco_de m12 preco_por s20
      preco_antigo_tamanho m12 preco_atual_tamanho m12 preco_antigo_atacado m12
      preco_atual_atacado m12 manter_desconto b manter_descontos b codigo_etiqueta s50
      """;
  private static final String COUPON =
      """
      codigo* s50 tipos_pagamento s100 cliente_cpf_cnpj s20 valor_desconto* m9
      tipo_desconto* percentual|valor frete_normal_gratis b frete_expresso_gratis b
      frete_economico_gratis b valor_minimo_compra m9 valor_maximo_compra m9 validade_inicio t
      validade_fim t tipo_utilizacao* unica_geral|unica_cliente|livre
      permite_produto_com_desconto b descricao s150 observacao_cliente s150
      permite_pontos_na_compra b permite_uso_kit b permite_uso_produtos_pre_venda b status* b
      categorias s produtos s marcas s
      """;
  private static final String TAGS =
      "produto_codigo* s40 produto_codigo_cor s35 tags* ( tag* s100 )";
  private static final String TRAITS =
      """
      caracteristicas ( renovar_caracteristicas b caracteristica ( nome s50 codigo s multiplo s
      filtravel s obrigatorio s tipo s exibe_descricao s genero s faixa_etaria s
      atributos ( atributo ( codigo s nome s50 ) ) ) )
      """;
  private static final String CATEGORIES =
      """
      categoria_pai ( nome s100 codigo s %1$s categorias_filho ( categoria_filho (
      nome* s100 codigo s %1$s categorias_neto ( categoria_neto ( nome s100 codigo s %1$s ) ) ) ) )
      """
          .formatted(TRAITS);

  private final Map<String, MoovinMethod> table = new LinkedHashMap<>();

  MoovinMethods() {
    stockReads();
    read(1, ORDERS, ORDER_FILTERS);
    read(1, "getPedidosV2", ORDER_FILTERS);
    read(
        2,
        "getNfe",
        """
        pedido i11 chave s44 pagina i11 limite l300000 data_ultima_atualizacao_de t
        data_ultima_atualizacao_ate t
        """);
    read(
        1,
        STATUSES,
        "codigo i11 tipo pendente|aprovado|cancelado|transporte|completo|n/a limite l300000");
    catalogueReads();
    catalogueWrites();
    categories();
    write(3, "saveEstoque", REPEATABLE, "estoques", "estoque", STOCK);
    write(3, "saveEstoqueV2", REPEATABLE, "estoques", "estoque", STOCK + " score_relevancia i1");
    write(
        2,
        SAVE_INVOICE,
        REPEATABLE,
        "data",
        "nfe",
        """
        pedido i11 serie i3 numero s chave s44 link s data d status_pedido i11 nfe_xml s
        """);
    shop();
    write(
        1,
        UPDATE_ORDER,
        REPEATABLE,
        "pedidos",
        "pedido",
        """
        codigo_pedido* i11 codigo_integracao s35 codigo_rastreio s60 data_postagem t data_entrega d
        codigo_modalidade_envio i11 uf_transporte s2 data_pagamento d codigo_status_pedido i11
        status_transacao s30 importado b
        """);
    write(
        3,
        "updatePrecosV2",
        REPEATABLE,
        "produtos",
        "produto",
        PRICES + " preco_custo m12 desconto_avista m12 oculta_vlr b");
    write(3, "updatePrecos", REPEATABLE, "produtos", "produto", PRICES + " produto_codigo s40");
  }

  /** The documented methods and those of the configuration. */
  MoovinMethods(MoovinSettings settings) {
    this();
    for (MoovinSettings.Further one : settings.furtherMethods()) {
      put(one.name(), one.name(), one.root(), one.child(), ONCE, 3, "");
    }
  }

  List<String> names() {
    return List.copyOf(table.keySet());
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  MoovinMethod get(String name) {
    MoovinMethod method = table.get(name);
    if (method == null) {
      throw new IllegalArgumentException(
          "Moovin has no method %s; there are %s; others stand in further-methods of the connection"
              .formatted(name, table.keySet()));
    }
    return method;
  }

  private void stockReads() {
    read(
        3,
        "getReservasEstoque",
        """
        limite l100 pagina i10 sku s100 id_reserva i10 data_reserva_de t data_reserva_ate t
        data_liberacao_de t data_liberacao_ate t
        """);
    read(
        3,
        "getQuantidadeEstoque",
        """
        limite l100 pagina i10 produto_codigo_tamanho s100 data_modificacao_de t
        data_modificacao_ate t
        """);
    read(
        3,
        "getEstoque",
        """
        limite l100 cor s50 produto_codigo s40 produto_codigo_exato s40 produto_codigo_cor s40
        produto_codigo_cor_exato s40 produto_codigo_tamanho s40 nome_produto s100
        data_modificacao_ini t data_modificacao_fim t pagina i10 disponivel b
        """);
  }

  private void catalogueReads() {
    read(
        3,
        "getProdutos",
        """
        limite l100 pagina i10 genero 0|1|2 nome s100 marca s100 data_cadastro d codigo s40
        produto_codigo_exato s40 id i11 kit b
        """);
    read(
        3,
        "getPreco",
        """
        produto_codigo s40 produto_codigo_cor s35 data_modificacao_de t data_modificacao_ate t
        pagina i10 limite l100
        """);
    read(
        3,
        "getImagens",
        """
        limite l100 status 0|1|2 codigo s40 nome s200 data_cadastro t data_cadastro_de t
        data_cadastro_ate t produto_codigo_cor s35 pagina i10
        """);
    read(
        3,
        "getClientes",
        """
        limite l100 pagina i10 tipo_pessoa b nome s100 cpf_cnpj s20 cep s10 cidade s50 estado s2
        email s120 data_cadastro p codigo i11 autorizo_newsletter i11 autorizo_sms i11
        """);
    read(
        3,
        "getTamanho",
        """
        limite l100 produto_codigo s40 produto_codigo_cor s40 produto_codigo_tamanho s40 pagina i10
        disponivel b data_de t data_ate t
        """);
    read(
        3,
        "getCor",
        """
        limite l100 produto_codigo_cor s40 pagina i10 disponivel b data_de t data_ate t kit b
        """);
    read(3, "getFormasPgto", "limite l100 codigo s15 status 0|1|2|3");
    read(3, "getCaracteristicas", "limite l100 codigo i11 nome s50");
  }

  private void catalogueWrites() {
    write(
        3,
        "saveProdutos",
        REPEATABLE,
        "produtos",
        "produto",
        """
        atualiza b produto_codigo* s40 produto_codigo_cor* s35 produto_codigo_tam* s35 titulo* s200
        titulo_completo s250 preco_custo m12 faixa_etaria s35 cor* s50 cor_secundaria s50
        cor_fabricante s50 tamanho* s20 variacao* cor|tamanho|cortamanho referencia s35 marca s100
        descricao s caracteristicas_tecnicas s peso* m8 medidas* x peso_tamanho m8 medidas_tamanho x
        lancamento b destaque b genero* 0|1|2 status* b status_cor* b data_cadastro t garantia s200
        garantia_tempo i11 estoque_minino i11
        categorias ( limpar_categorias b categoria ( %s ) )
        link s meta_title s meta_keywords s meta_description s ean13 s13 descricao_cor s
        nfe_origem 1|2 nfe_ncm s posicao i generico b imagem_variacao b principal b
        imagens ( limpar_imagens b imagem ( limpar_imagens b imagem s imagem_base64 s posicao i
        generico b principal b imagem_variacao b ) )
        """
            .formatted(CATEGORIES));
    write(3, "saveEan", REPEATABLE, "produtos", "produto", "produto_codigo_tam* s50 ean13* s13");
    write(
        3,
        "updateStatusProduto",
        REPEATABLE,
        "produtos",
        "produto",
        "produto_codigo* s50 status* b produto_cor ( produto_codigo_cor s50 status b )");
    write(
        3,
        "saveProdutosTag",
        REPEATABLE,
        "data",
        "tag",
        """
        nome* s100 codigo s11 status b data_inicial d data_final d imagem_lista s150
        imagem_detalhe s150
        """);
    write(3, "saveProdutosTagsRelationship", REPEATABLE, "data", "produto", TAGS);
    write(3, "removeProdutosTagsRelationship", REPEATABLE, "data", "produto", TAGS);
  }

  private void categories() {
    write(
        3,
        "saveCategorias",
        REPEATABLE,
        null,
        "categoria",
        CATEGORIES.replaceFirst(
            "categoria_pai \\( nome s100 codigo s", "categoria_pai* ( nome* s100 codigo* s"));
    write(
        3,
        "saveCaracteristicas",
        REPEATABLE,
        "caracteristicas",
        "caracteristica",
        """
        nome* s50 codigo* i10 multiplo s filtravel s obrigatorio s tipo s exibe_descricao s genero s
        faixa_etaria s categorias* ( categoria* s100 )
        atributos ( atributo* ( nome* s100 codigo* i11 ) )
        """);
    write(
        3,
        "saveCaracteristicasProduto",
        REPEATABLE,
        "produtos",
        "produto",
        "produto_codigo* s40 categorias* ( categoria* ( %s ) )"
            .formatted(
                CATEGORIES.replaceFirst("categoria_pai \\( nome", "categoria_pai* ( nome*")));
  }

  /** Whether these may be repeated is not said, so they are not. */
  private void shop() {
    write(3, "saveCupom", ONCE, "data", null, COUPON);
    put(
        "updateCupom",
        "saveCupom",
        "data",
        null,
        ONCE,
        3,
        COUPON + " limpar_marcas b limpar_produtos b limpar_categorias b");
    write(3, "saveRedirect", ONCE, "urls", "url", "url_antiga* s255 url_nova* s255 status* b");
    write(3, "saveClientGroup", REPEATABLE, "root", null, "cpf_cnpj* cpf nome_grupo* s");
    write(
        3,
        "updateUserStatus",
        REPEATABLE,
        null,
        "usuario",
        """
        email s grupo s nome s status_atual b data_de_nascimento u usuario s codigo i35 telefone s15
        celular s15 loja s15 status b
        """);
  }

  private void read(int priority, String name, String fields) {
    put(name, name, "filtros", null, READ, priority, fields);
  }

  private void write(
      int priority, String name, Effect effect, String root, String child, String fields) {
    put(name, name, root, child, effect, priority, fields);
  }

  private void put(
      String name,
      String method,
      String root,
      String child,
      Effect effect,
      int priority,
      String fields) {
    table.put(
        name,
        new MoovinMethod(name, method, root, child, effect, priority, fields(new Scanner(fields))));
  }

  private static List<MoovinField> fields(Scanner words) {
    List<MoovinField> fields = new ArrayList<>();
    while (words.hasNext() && !words.hasNext("\\)")) {
      String name = words.next();
      boolean required = name.endsWith("*");
      String plain = required ? name.substring(0, name.length() - 1) : name;
      String form = words.next();
      if (form.equals("(")) {
        fields.add(new MoovinField(plain, required, null, fields(words)));
        words.next();
      } else {
        fields.add(new MoovinField(plain, required, MoovinForm.of(form), List.of()));
      }
    }
    return List.copyOf(fields);
  }
}
