package dev.ponte.connector.moovin;

/** The methods that read. */
final class MoovinReads {

  private static final String ORDER_FILTERS =
      """
      codigo s20 data_de t data_ate t cpf_cnpj s20 produto_codigo s40 produto_codigo_cor s40
      produto_codigo_tamanho s40 codigo_vendedor i11 num_transacao s250 codigo_status_pedido i11
      limite l100 pagina i10 data_ultima_atualizacao_de t data_ultima_atualizacao_ate t
      ordem_data_criacao ASC|DESC ordem_data_atualizacao ASC|DESC pedido_troca b importado b
      """;

  private final MoovinTable table;

  private MoovinReads(MoovinTable table) {
    this.table = table;
  }

  static void put(MoovinTable table) {
    MoovinReads reads = new MoovinReads(table);
    reads.orders();
    reads.stock();
    reads.catalogue();
  }

  private void orders() {
    table.read(1, MoovinMethods.ORDERS, ORDER_FILTERS);
    table.read(1, "getPedidosV2", ORDER_FILTERS);
    table.read(
        2,
        "getNfe",
        """
        pedido i11 chave s44 pagina i11 limite l300000 data_ultima_atualizacao_de t
        data_ultima_atualizacao_ate t
        """);
    table.read(
        1,
        MoovinMethods.STATUSES,
        "codigo i11 tipo pendente|aprovado|cancelado|transporte|completo|n/a limite l300000");
  }

  private void stock() {
    table.read(
        3,
        "getReservasEstoque",
        """
        limite l100 pagina i10 sku s100 id_reserva i10 data_reserva_de t data_reserva_ate t
        data_liberacao_de t data_liberacao_ate t
        """);
    table.read(
        3,
        "getQuantidadeEstoque",
        """
        limite l100 pagina i10 produto_codigo_tamanho s100 data_modificacao_de t
        data_modificacao_ate t
        """);
    table.read(
        3,
        "getEstoque",
        """
        limite l100 cor s50 produto_codigo s40 produto_codigo_exato s40 produto_codigo_cor s40
        produto_codigo_cor_exato s40 produto_codigo_tamanho s40 nome_produto s100
        data_modificacao_ini t data_modificacao_fim t pagina i10 disponivel b
        """);
  }

  private void catalogue() {
    table.read(
        5,
        "getProdutos",
        """
        limite l100 pagina i10 genero 0|1|2 nome s100 marca s100 data_cadastro d codigo s40
        produto_codigo_exato s40 id i11 kit b
        """);
    table.read(
        4,
        "getPreco",
        """
        produto_codigo s40 produto_codigo_cor s35 data_modificacao_de t data_modificacao_ate t
        pagina i10 limite l100
        """);
    table.read(
        5,
        "getImagens",
        """
        limite l100 status 0|1|2 codigo s40 nome s200 data_cadastro t data_cadastro_de t
        data_cadastro_ate t produto_codigo_cor s35 pagina i10
        """);
    table.read(
        5,
        "getClientes",
        """
        limite l100 pagina i10 tipo_pessoa b nome s100 cpf_cnpj s20 cep s10 cidade s50 estado s2
        email s120 data_cadastro p codigo i11 autorizo_newsletter i11 autorizo_sms i11
        """);
    table.read(
        5,
        "getTamanho",
        """
        limite l100 produto_codigo s40 produto_codigo_cor s40 produto_codigo_tamanho s40 pagina i10
        disponivel b data_de t data_ate t
        """);
    table.read(
        5,
        "getCor",
        """
        limite l100 produto_codigo_cor s40 pagina i10 disponivel b data_de t data_ate t kit b
        """);
    table.read(5, "getFormasPgto", "limite l100 codigo s15 status 0|1|2|3");
    table.read(5, "getCaracteristicas", "limite l100 codigo i11 nome s50");
  }
}
