package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.MoovinOrders.Trait;
import java.math.BigDecimal;

/** Who buys, where it goes and how it is paid, in generated orders of a Moovin store. */
final class MoovinBuyers {

  private MoovinBuyers() {}

  static void put(ObjectNode order, int number, Trait trait, BigDecimal total) {
    customer(order, number, trait);
    delivery(order, trait);
    transport(order, trait);
    payment(order, number, trait, total);
    boolean market = trait == Trait.SOLD_ON_MARKETPLACE;
    order.put("campanha_id", market ? "58" : "");
    order.put("campanha_ident", market ? "marketplace.netshoes" : "");
    order.put("pagamento_identificador", market ? "3648" + number : "");
    order.put("taxa_marketplace", market ? "11.50" : "0.00");
    if (trait == Trait.RECEIVER_WITH_PHONES) {
      ((ObjectNode) order.path("dados_entrega"))
          .put("nome", "Portaria do Edifício Sol")
          .put("email", "portaria@exemplo.com.br")
          .put("telefone_celular", "(51) 98888-7777")
          .put("telefone_residencial", "(51) 3222-1111");
    } else if (trait == Trait.MISSING_FIELDS) {
      order.putNull("valor_presente").putNull("codigo_cupom_desconto").put("loja_venda", " ");
      ((ObjectNode) order.path("cliente")).putNull("email").put("telefone_celular", "");
      ((ObjectNode) order.path("dados_entrega")).putNull("numero").remove("bairro");
    } else if (trait == Trait.TWO_CARDS) {
      ArrayNode cards = (ArrayNode) order.path("dados_transacao").path("transacao");
      cards.add(((ObjectNode) cards.get(0)).deepCopy().put("forma_pagamento", "Mastercard"));
    }
  }

  private static void customer(ObjectNode order, int number, Trait trait) {
    boolean company = trait == Trait.COMPANY;
    order
        .putObject("cliente")
        .put("codigo", String.valueOf(40_000 + number))
        .put("nome", name(trait))
        .put("telefone_residencial", "")
        .put("telefone_celular", "(51) 99999-%04d".formatted(Math.floorMod(number, 10_000)))
        .put("telefone_comercial", company ? "(51) 3333-4444" : "")
        .put("cpf_cnpj", company ? "56643018000913" : "1%010d".formatted(number))
        .put("email", "cliente%d@exemplo.com.br".formatted(number))
        .put("data_nasc", company ? "0000-00-00" : "1992-12-28");
  }

  private static String name(Trait trait) {
    return switch (trait) {
      case COMPANY -> "Comércio São José Ltda";
      case ACCENTS -> "João “Coração” ÁÉÍÓÚ ç ã õ 👟";
      default -> "Maria da Conceição";
    };
  }

  private static void delivery(ObjectNode order, Trait trait) {
    order
        .putObject("dados_entrega")
        .put("nome", name(trait))
        .put("rg", "")
        .put("endereco", "Avenida Inácio Berwian")
        .put("numero", "700")
        .put("complemento", "")
        .put("instrucoes", trait == Trait.ACCENTS ? "Portão “azul” à esquerda" : "")
        .put("bairro", "Morada do Sol")
        .put("cep", "95775-000")
        .put("cidade", "São João")
        .put("estado", "RS");
  }

  private static void transport(ObjectNode order, Trait trait) {
    boolean pickup = trait == Trait.PICKUP;
    order
        .putObject("dados_transporte")
        .put("modalidade", pickup ? "Retirar na loja" : "Sedex")
        .put("codigo_rastreio", "")
        .put("valor_transporte", pickup ? "0.00" : "14.00")
        .put("prazo_entrega", "5")
        .put("codigo_transportadora", "4")
        .put("tipo", pickup ? "2" : "Expresso")
        .put("data_postagem", "0000-00-00 00:00:00")
        .put("data_entrega", "0000-00-00");
  }

  private static void payment(ObjectNode order, int number, Trait trait, BigDecimal total) {
    order.put("codigo_forma_pagamento", "33").put("nome_forma_pagamento", "Visa");
    order.put("parcelas", "3");
    if (trait == Trait.NO_TRANSACTION) {
      order.putArray("dados_transacao");
      return;
    }
    order
        .putObject("dados_transacao")
        .putArray("transacao")
        .addObject()
        .put("data", "0000-00-00")
        .put("cod_forma_pagamento", "33")
        .put("forma_pagamento", "Visa")
        .put("parcelas", "3")
        .put("gateway", "0")
        .put("valor_total", total.toPlainString())
        .put("num_autorizacao", "A" + number)
        .put("num_transacao", "T" + number)
        .put("adquirente", "cielo")
        .put("num_comp_venda", "N" + number);
  }
}
