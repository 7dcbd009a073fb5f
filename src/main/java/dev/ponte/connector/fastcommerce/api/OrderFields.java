package dev.ponte.connector.fastcommerce.api;

/** What is asked for of an order in the report "Lista de pedidos e detalhes…"; nothing of cards. */
public final class OrderFields {

  public static final String REPORT = "427";
  static final String REPORT_NAME = "Lista de pedidos e detalhes para consultas via API";
  public static final String NUMBER = "Núm";

  /** Names as the document's dictionary has them. */
  public static final String FIELDS =
      String.join(
          ",",
          NUMBER,
          "Feito em,Status,ChangeFlagAPI,Obs Pedido",
          "Nome,E-mail,Tipo,Empresa,CPF/CNPJ,RG/IE,Telefone,Celular,FAX,Obs cliente",
          "Endereço,Logradouro,Endereço número,Endereço complemento",
          "Bairro,Cidade,Estado,País,CEP",
          "Nome Pedido,E-mail Pedido,Endereço Pedido,Logradouro Pedido",
          "Endereço número Pedido,Endereço complemento Pedido",
          "Bairro Pedido,Cidade Pedido,Estado Pedido,País Pedido,CEP Pedido",
          "Telefone Pedido,FAX Pedido",
          "Campo 1,Campo 2,Campo 3,Campo 1 Pedido,Campo 2 Pedido,Campo 3 Pedido",
          "Total sem frete,Frete,Desconto cupom,DescontoTotalSF,Valor embalagem",
          "Pagamento,Cartão,Parcelas,Juros a.m.",
          "Tecnologia Cartão,Tecnologia Boleto,Tecnologia Pix,ccNumCV,ccAuthCod",
          "CieloAPIPaymentId,VisaTID,VisaARP,eRedeTID,eRedeAuthCode,StoneRcptTxId",
          "MoipCodigo,PagSeguroID,MercadoPagoID,CieloOrderNumber,PayUOrderId,PagarMeId",
          "GetnetPaymentId,GetnetTransactionId,GetnetAuthCode,YapayTransactionId",
          "JunoPaymentId,JunoChargeCode,IuguInvoiceId,ThisfTransacao,ThisfAutorizacao",
          "Meli_order_id,SkyHubOrderCode,Parceiro,Presente,Msg cliente",
          "Local de entrega,NomeLocal,Obs Frete",
          "IDProduto,Ref. Produto,Cód. Barras,Nome Produto,Qtd,Preço unit",
          "Embalar produto,Valor embalagem produto,RuleName",
          "Cor,Esp1,Esp2,Esp3,Simp1,Simp2,Simp3");

  private OrderFields() {}
}
