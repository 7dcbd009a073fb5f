package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Order;
import dev.ponte.connector.nfe.NfeFilesSource;
import dev.ponte.delivery.FiscalDocuments;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import dev.ponte.delivery.UnmappableRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Files of 30 kinds, each for each of 200 orders of three stores: siblings of a split order, buyers
 * with several orders, ids that another store has, too, and numbers of the ERP that are ids of
 * stores. A file may find its order, or a person; never another order.
 */
class NfeMutationsTest {

  private static final String OURS = "11222333000181";
  private static final String BRANCH = "11222333000262";
  private static final String OTHER = "99888777000100";

  /** Of every so many orders, so that the test stays short; all of them are there. */
  private static final int STEP = Integer.getInteger("ponte.mutations.step", 10);

  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <nfeProc versao="4.00" xmlns="http://www.portalfiscal.inf.br/nfe"><NFe><infNFe versao="4.00" Id="NFe${key}"><ide><natOp>Venda de mercadoria</natOp><mod>55</mod><serie>1</serie><nNF>${number}</nNF><dhEmi>2026-10-06T09:10:00-03:00</dhEmi><tpNF>1</tpNF><tpAmb>1</tpAmb><finNFe>1</finNFe>${ref}</ide><emit><CNPJ>${emitter}</CNPJ></emit><dest><CPF>${buyer}</CPF></dest><det nItem="1"><prod><cProd>${code}</cProd><CFOP>6108</CFOP><qCom>1.0000</qCom><vUnCom>${value}</vUnCom>${item}</prod></det><total><ICMSTot><vNF>${value}</vNF></ICMSTot>${tot}</total>${adic}${compra}</infNFe></NFe><protNFe><infProt><chNFe>${key}</chNFe><cStat>100</cStat></infProt></protNFe></nfeProc>
      """;

  private enum End {
    RIGHT,
    PERSON,
    ASIDE,
    WRONG
  }

  /** An order as the test places it. */
  private record Placed(
      int index,
      String store,
      String id,
      String buyer,
      String number,
      BigDecimal total,
      String code) {}

  /**
   * @param must how each must end; null when right or a person are both good
   */
  private record Kind(
      String name, End must, BiFunction<Map<String, String>, Placed, String> file) {}

  @TempDir Path temp;

  private final List<Placed> orders = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private HikariDataSource database;
  private LedgerNode node;
  private AnnotationConfigApplicationContext files;
  private int numbers = 1000;

  @BeforeEach
  void place() {
    database = TestDatabases.h2(temp);
    node = new LedgerNode(database);
    files = new AnnotationConfigApplicationContext();
    files.registerBean(FiscalDocuments.class, () -> node.part(FiscalDocuments.class));
    files.scan("dev.ponte.connector.nfe");
    files.refresh();
    for (int i = 0; i < 200; i++) {
      String store = i < 100 ? "vtex" : i < 150 ? "moovin" : "fastcommerce";
      // Two of each group are one split order; moovin and fastcommerce count alike.
      String id =
          i < 100
              ? "1500000000%03d-%02d".formatted(i / 2 * 2, i % 2 + 1)
              : String.valueOf(1000 + i % 50);
      String buyer = "%011d".formatted(11144477000L + i / 4);
      // The ERP's numbers are ids of stores, of other orders.
      String number = String.valueOf(1000 + (i * 7 + 3) % 200);
      BigDecimal total = new BigDecimal("%d.90".formatted(100 + i));
      Placed order = new Placed(i, store, id, buyer, number, total, "FG" + (7000 + i % 90));
      orders.add(order);
      node.part(Recorder.class).record(order(order), null);
    }
    node.part(References.class)
        .save(
            orders.stream()
                .map(
                    it ->
                        new Reference(
                            "order",
                            it.store(),
                            it.id(),
                            "focco",
                            "9" + it.number(),
                            it.number(),
                            null,
                            true))
                .toList());
  }

  @AfterEach
  void close() {
    files.close();
    node.close();
    database.close();
  }

  @Test
  void thirty_kinds_of_files_against_two_hundred_orders_find_no_wrong_one() throws IOException {
    kind("xPed whole", null, it -> it);
    right("xPed and infCpl", adic("Pedido ${id} (${store}) Pix"));
    kind("xPed in capitals, blanks around", null, compra(" ${id} "));
    kind("xPed of items", null, compra("").andThen(item("${id}"))::apply);
    kind("xPed cut to 15", null, compra("${id15}"));
    right(
        "xPed cut, infCpl whole",
        compra("${id15}").andThen(adic("Pedido ${id} - ${store}"))::apply);
    kind("xPed without the part behind the dash", null, compra("${group}"));
    kind("infCpl alone", null, compra("").andThen(adic("Ref.: Pedido: ${id}. Obrigado"))::apply);
    kind("obsCont alone", null, compra("").andThen(obs("Pedido", "${id}"))::apply);
    right("store's id and ERP's number", adic("PEDIDO DE VENDA N. ${erp}"));
    kind("ERP's number in xPed", null, compra("${erp}"));
    kind("ERP's number in infCpl", null, compra("").andThen(adic("Pedido Nº ${erp}"))::apply);
    kind(
        "two orders in infCpl",
        End.PERSON,
        compra("").andThen(adic("Pedidos ${id} e ${next}"))::apply);
    kind(
        "one known and one unknown order",
        null,
        compra("").andThen(adic("Pedidos ${id} e 1599999999999-01"))::apply);
    kind("xPed of an order that is not there", End.PERSON, compra("1599999999999-01"));
    kind(
        "xPed unknown, ERP's number of another",
        End.PERSON,
        compra("1599999999999-01").andThen(adic("Pedido ${nexterp}"))::apply);
    kind("another buyer's document", End.PERSON, put("buyer", "52998224725"));
    kind("no recipient", null, drop("<dest><CPF>${buyer}</CPF></dest>"));
    kind("our branch as emitter", null, put("emitter", BRANCH));
    kind("another emitter", End.PERSON, put("emitter", OTHER));
    kind(
        "supplier's NF-e, xPed our purchase order",
        End.ASIDE,
        put("emitter", OTHER).andThen(swap("<CPF>${buyer}</CPF>", "<CNPJ>" + OURS + "</CNPJ>"))
            ::apply);
    kind(
        "remittance",
        End.ASIDE,
        swap("6108", "6949").andThen(swap("Venda de mercadoria", "Outras saidas"))::apply);
    kind("gift", End.ASIDE, swap("6108", "6910"));
    kind("natOp against CFOP", End.PERSON, swap("Venda de mercadoria", "Remessa para conserto"));
    kind("complement", End.ASIDE, swap("<finNFe>1", "<finNFe>2"));
    kind("credit note", End.ASIDE, swap("<finNFe>1", "<finNFe>5"));
    kind("debit note", End.ASIDE, swap("<finNFe>1", "<finNFe>6"));
    kind("entry", End.ASIDE, swap("<tpNF>1", "<tpNF>0"));
    kind(
        "counter sale without order",
        End.ASIDE,
        compra("").andThen(swap("<mod>55", "<mod>65"))::apply);
    kind(
        "total with IBS and CBS, letters in the key",
        null,
        put("tot", "<vNFTot>999.00</vNFTot>").andThen(put("key", "letters"))::apply);
    assertThat(kinds).hasSize(30);

    Map<String, Map<End, Integer>> table = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      Map<End, Integer> row = new EnumMap<>(End.class);
      for (int i = kinds.indexOf(kind) % STEP; i < orders.size(); i += STEP) {
        End end = end(kind, orders.get(i));
        row.merge(end, 1, Integer::sum);
        assertThat(end)
            .as("%s of %s", kind.name(), orders.get(i))
            .isIn(kind.must() == null ? List.of(End.RIGHT, End.PERSON) : List.of(kind.must()));
      }
      table.put(kind.name(), row);
    }
    print(table);
    assertThat(table.values()).noneMatch(it -> it.containsKey(End.WRONG));
    assertThat(table.get("xPed whole")).containsEntry(End.RIGHT, (orders.size() + STEP - 1) / STEP);
  }

  private End end(Kind kind, Placed order) throws IOException {
    String number = String.valueOf(numbers++);
    Map<String, String> values = values(order, number);
    String xml = kind.file().apply(values, order);
    for (int round = 0; round < 2; round++) {
      for (Map.Entry<String, String> it : values.entrySet()) {
        xml = xml.replace("${" + it.getKey() + "}", it.getValue());
      }
    }
    Path file = Files.write(temp.resolve(number + ".xml"), xml.getBytes(StandardCharsets.UTF_8));
    Exchange exchange = new DefaultExchange(node.camel());
    exchange.getMessage().setBody(file.toFile());
    exchange.setProperty("PonteNfeFolder", "failed");
    try {
      files.getBean(NfeFilesSource.class).read("nfe", "nfe-files", "any", "reject", exchange);
    } catch (UnmappableRecord told) {
      return End.PERSON;
    }
    if (exchange.getProperty("PonteNfeFolder").equals("other")) {
      return End.ASIDE;
    }
    node.record("invoice", exchange.getMessage().getBody(String.class), null);
    return recorded(number, order);
  }

  private End recorded(String number, Placed order) {
    List<String> found =
        JdbcClient.create(database)
            .sql(
                "SELECT origin || ' ' || order_key FROM head WHERE type = 'invoice' AND message_key LIKE :end")
            .param("end", "%/SALE/1/" + number)
            .query(String.class)
            .list();
    if (found.isEmpty()) {
      return End.PERSON;
    }
    return found.equals(List.of(order.store() + " " + order.id())) ? End.RIGHT : End.WRONG;
  }

  private Map<String, String> values(Placed it, String number) {
    Placed next = orders.get(it.index() ^ 1);
    String cut = it.id().length() > 15 ? it.id().substring(0, 15) : it.id();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("ref", "");
    values.put("item", "");
    values.put("tot", "");
    values.put("adic", "");
    values.put("compra", "<compra><xPed>${id}</xPed></compra>");
    values.put("emitter", OURS);
    values.put(
        "key", "43261011222333000181550010000%05d100000000".formatted(Integer.parseInt(number)));
    values.put("number", number);
    values.put("buyer", it.buyer());
    values.put("value", it.total().toPlainString());
    values.put("code", it.code());
    values.put("id", it.id());
    values.put("id15", cut);
    values.put("group", it.id().replaceFirst("-\\d\\d$", ""));
    values.put("store", it.store());
    values.put("erp", it.number());
    values.put("next", next.id());
    values.put("nexterp", next.number());
    return values;
  }

  private void right(String name, UnaryOperator<Map<String, String>> change) {
    kind(name, null, change);
  }

  private void kind(String name, End must, UnaryOperator<Map<String, String>> change) {
    kinds.add(
        new Kind(
            name,
            must,
            (values, order) -> {
              change.apply(values);
              String letters = values.get("key").equals("letters") ? "12ABC34501DE35" : null;
              String emitter = values.get("emitter");
              String base =
                  "432610%s550010000%05d100000000"
                      .formatted(
                          letters == null ? emitter : letters,
                          Integer.parseInt(values.get("number")));
              values.put("key", checked(base.substring(0, 43)));
              String xml = XML;
              for (Map.Entry<String, String> it : List.copyOf(values.entrySet())) {
                if (it.getKey().startsWith("swap ")) {
                  xml = xml.replace(it.getKey().substring(5), it.getValue());
                }
              }
              return xml;
            }));
  }

  private static UnaryOperator<Map<String, String>> put(String name, String value) {
    return values -> {
      values.put(name, value);
      return values;
    };
  }

  private static UnaryOperator<Map<String, String>> swap(String from, String to) {
    return put("swap " + from, to);
  }

  private static UnaryOperator<Map<String, String>> drop(String from) {
    return swap(from, "");
  }

  private static UnaryOperator<Map<String, String>> compra(String text) {
    return put("compra", text.isEmpty() ? "" : "<compra><xPed>" + text + "</xPed></compra>");
  }

  private static UnaryOperator<Map<String, String>> item(String text) {
    return put("item", "<xPed>" + text + "</xPed>");
  }

  private static UnaryOperator<Map<String, String>> adic(String text) {
    return put("adic", "<infAdic><infCpl>" + text + "</infCpl></infAdic>");
  }

  private static UnaryOperator<Map<String, String>> obs(String name, String text) {
    return put(
        "adic",
        "<infAdic><obsCont xCampo=\"%s\"><xTexto>%s</xTexto></obsCont></infAdic>"
            .formatted(name, text));
  }

  private static String checked(String base) {
    int sum = 0;
    for (int i = 0; i < base.length(); i++) {
      sum += (base.charAt(base.length() - 1 - i) - '0') * (2 + i % 8);
    }
    int rest = sum % 11;
    return base + (rest < 2 ? 0 : 11 - rest);
  }

  private static void print(Map<String, Map<End, Integer>> table) {
    System.out.printf(
        "%-46s %6s %7s %6s %6s%n", "kind of file", "right", "person", "aside", "WRONG");
    table.forEach(
        (name, row) ->
            System.out.printf(
                "%-46s %6d %7d %6d %6d%n",
                name,
                row.getOrDefault(End.RIGHT, 0),
                row.getOrDefault(End.PERSON, 0),
                row.getOrDefault(End.ASIDE, 0),
                row.getOrDefault(End.WRONG, 0)));
  }

  private static Order order(Placed placed) {
    Order it =
        Messages.order(placed.store(), placed.id(), placed.total().toPlainString(), "ready", null);
    Customer buyer =
        new Customer(
            Customer.Kind.PERSON, placed.buyer(), "CPF", "Ana", null, null, null, List.of(), null);
    dev.ponte.canonical.Line line = it.lines().get(0);
    return new Order(
        it.source(),
        it.id(),
        null,
        null,
        null,
        null,
        "ready",
        false,
        false,
        it.createdAt(),
        null,
        it.currency(),
        buyer,
        null,
        null,
        List.of(
            new dev.ponte.canonical.Line(
                line.sku(),
                placed.code(),
                null,
                line.name(),
                line.quantity(),
                line.unit(),
                null,
                null,
                line.unitPrice(),
                null,
                null,
                line.net(),
                false,
                null,
                Map.of(),
                List.of())),
        List.of(),
        null,
        List.of(),
        it.total(),
        null,
        Map.of(),
        null);
  }
}
