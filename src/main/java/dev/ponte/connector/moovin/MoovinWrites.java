package dev.ponte.connector.moovin;

import static dev.ponte.connection.ApiCall.Effect.ONCE;
import static dev.ponte.connection.ApiCall.Effect.REPEATABLE;

/** The methods that change something. */
final class MoovinWrites {

  private static final String STOCK =
      """
      produto_codigo_tamanho* s35 qtd* i11 cod_loja* s30 pre_venda b data_pre_venda d tamanho s20
      tamanho_descricao s100 acao 1|2|3 prazo_extra i4
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

  private final MoovinTable table;

  private MoovinWrites(MoovinTable table) {
    this.table = table;
  }

  static void put(MoovinTable table) {
    MoovinWrites writes = new MoovinWrites(table);
    writes.orders();
    writes.stockAndPrices();
    writes.products();
    writes.categories();
    writes.shop();
  }

  private void orders() {
    table.write(
        2,
        MoovinMethods.SAVE_INVOICE,
        REPEATABLE,
        "data",
        "nfe",
        """
        pedido i11 serie i numero s chave s44 link s data d status_pedido i11 nfe_xml s
        """);
    table.write(
        1,
        MoovinMethods.UPDATE_ORDER,
        REPEATABLE,
        "pedidos",
        "pedido",
        """
        codigo_pedido* i11 codigo_integracao s35 codigo_rastreio s60 data_postagem t data_entrega d
        codigo_modalidade_envio i11 uf_transporte s2 data_pagamento d codigo_status_pedido i11
        status_transacao s30 importado b
        """);
  }

  private void stockAndPrices() {
    table.write(3, "saveEstoque", REPEATABLE, "estoques", "estoque", STOCK);
    table.write(
        3, "saveEstoqueV2", REPEATABLE, "estoques", "estoque", STOCK + " score_relevancia i1");
    table.write(
        4,
        "updatePrecosV2",
        REPEATABLE,
        "produtos",
        "produto",
        PRICES + " preco_custo m12 desconto_avista m12 oculta_vlr b");
    table.write(
        4, "updatePrecos", REPEATABLE, "produtos", "produto", PRICES + " produto_codigo s40");
  }

  private void products() {
    table.write(
        5,
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
    table.write(
        5, "saveEan", REPEATABLE, "produtos", "produto", "produto_codigo_tam* s50 ean13* s13");
    table.write(
        5,
        "updateStatusProduto",
        REPEATABLE,
        "produtos",
        "produto",
        "produto_codigo* s50 status* b produto_cor ( produto_codigo_cor s50 status b )");
    table.write(
        5,
        "saveProdutosTag",
        REPEATABLE,
        "data",
        "tag",
        """
        nome* s100 codigo s11 status b data_inicial d data_final d imagem_lista s150
        imagem_detalhe s150
        """);
    table.write(5, "saveProdutosTagsRelationship", REPEATABLE, "data", "produto", TAGS);
    table.write(5, "removeProdutosTagsRelationship", REPEATABLE, "data", "produto", TAGS);
  }

  private void categories() {
    table.write(
        5,
        "saveCategorias",
        REPEATABLE,
        null,
        "categoria",
        CATEGORIES.replaceFirst(
            "categoria_pai \\( nome s100 codigo s", "categoria_pai* ( nome* s100 codigo* s"));
    table.write(
        5,
        "saveCaracteristicas",
        REPEATABLE,
        "caracteristicas",
        "caracteristica",
        """
        nome* s50 codigo* i10 multiplo s filtravel s obrigatorio s tipo s exibe_descricao s genero s
        faixa_etaria s categorias* ( categoria* s100 )
        atributos ( atributo* ( nome* s100 codigo* i11 ) )
        """);
    table.write(
        5,
        "saveCaracteristicasProduto",
        REPEATABLE,
        "produtos",
        "produto",
        "produto_codigo* s40 categorias* ( categoria* ( %s ) )"
            .formatted(
                CATEGORIES.replaceFirst("categoria_pai \\( nome", "categoria_pai* ( nome*")));
  }

  private void shop() {
    table.write(5, "saveCupom", ONCE, "data", null, COUPON);
    table.put(
        "updateCupom",
        "saveCupom",
        "data",
        null,
        ONCE,
        5,
        COUPON + " limpar_marcas b limpar_produtos b limpar_categorias b");
    table.write(
        5, "saveRedirect", ONCE, "urls", "url", "url_antiga* s255 url_nova* s255 status* b");
    table.write(5, "saveClientGroup", REPEATABLE, "root", null, "cpf_cnpj* cpf nome_grupo* s");
    table.write(
        5,
        "updateUserStatus",
        REPEATABLE,
        null,
        "usuario",
        """
        email s grupo s nome s status_atual b data_de_nascimento u usuario s codigo i35 telefone s15
        celular s15 loja s15 status b
        """);
  }
}
