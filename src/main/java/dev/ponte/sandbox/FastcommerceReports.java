package dev.ponte.sandbox;

import dev.ponte.sandbox.Simulator.Answer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** ReportView of the Fastcommerce simulator. */
final class FastcommerceReports {

  private static final Map<String, String> NAMES = new LinkedHashMap<>();
  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "424", List.of("Status", "De", "Até", "API Flag"),
          "425",
              List.of(
                  "Categoria", "Ref/Nome/Descr", "Disponível", "Promoção", "De", "Até", "API Flag"),
          "426", List.of("Nome", "E-mail", "De", "Até"),
          "427", List.of("Status", "De", "Até", "Cliente", "Produto", "API Flag"),
          "393", List.of("Descritor"));

  static {
    NAMES.put("424", "Lista de pedidos para alterações via API");
    NAMES.put("425", "Lista de produtos para alterações via API");
    NAMES.put("426", "Lista de clientes para consultas via API");
    NAMES.put("427", "Lista de pedidos e detalhes para consultas via API");
    NAMES.put("429", "Categorias e IDs para cadastro de produtos via API");
    NAMES.put("248", "Lista de classes de produtos para cadastro via API");
    NAMES.put("393", "Lista de descritores especiais de produtos");
    NAMES.put("394", "Lista de cores");
    NAMES.put("530", "Lista de filtros de produtos");
    NAMES.put("510", "Dados da loja para consultas via API");
  }

  private static final List<String> CUSTOMER =
      List.of("Tipo", "Empresa", "E-mail", "Endereço", "Bairro", "Cidade", "Estado", "País", "CEP");

  private final FastcommerceShelf shelf;
  private final FastcommerceProducts products;
  private final FastcommerceAnswers answers;
  private volatile long mostBytes = 4L << 20;
  private volatile boolean leaking;

  FastcommerceReports(
      FastcommerceShelf shelf, FastcommerceProducts products, FastcommerceAnswers answers) {
    this.shelf = shelf;
    this.products = products;
    this.answers = answers;
  }

  void mostBytes(long bytes) {
    mostBytes = bytes;
  }

  /** Gives card fields even when they were not asked for. */
  void leakCards(boolean leak) {
    leaking = leak;
  }

  Answer view(Map<String, String> form) {
    String id = form.getOrDefault("objectid", byName(form.get("objectname")));
    if (!NAMES.containsKey(id)) {
      return answers.code(9);
    }
    String xml;
    synchronized (shelf) {
      synchronized (products) {
        long count = Math.max(0L, (long) to(form) - from(form) + 1);
        xml = xml(id, form, rows(id, form).skip(from(form) - 1L).limit(count).toList());
      }
    }
    return xml.getBytes(StandardCharsets.ISO_8859_1).length > mostBytes
        ? answers.code(11)
        : answers.report(xml);
  }

  private static String byName(String name) {
    return NAMES.entrySet().stream()
        .filter(it -> it.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private Stream<Map<String, String>> rows(String id, Map<String, String> form) {
    return switch (id) {
      case "424" -> orders(id, form).map(FastcommerceOrder::header);
      case "427" -> orders(id, form).flatMap(FastcommerceReports::items);
      case "425" -> products(form);
      case "426" -> shelf.orders().stream().map(FastcommerceReports::customer);
      case "429" -> products.categories().rows().stream();
      case "510" -> Stream.of(products.facts());
      default -> fixed(id).stream();
    };
  }

  private Stream<FastcommerceOrder> orders(String id, Map<String, String> form) {
    String flag = form.get("par" + (PARAMETERS.get(id).indexOf("API Flag") + 1));
    return shelf.orders().stream()
        .filter(it -> matches(form.get("par1"), String.valueOf(it.status())))
        .filter(it -> matches(flag, String.valueOf(it.flag())))
        .filter(it -> within(it.header().get("Feito em"), form.get("par2"), form.get("par3")));
  }

  /** Without a filter a page costs what it holds, however long the catalogue. */
  private Stream<Map<String, String>> products(Map<String, String> form) {
    Stream<Map<String, String>> all = products.listed().stream();
    for (int i = 1; i <= PARAMETERS.get("425").size(); i++) {
      String wanted = form.getOrDefault("par" + i, "");
      int parameter = i;
      if (!wanted.isEmpty()) {
        all = all.filter(it -> isWanted(it, parameter, wanted));
      }
    }
    return all;
  }

  private static boolean isWanted(Map<String, String> product, int parameter, String wanted) {
    return switch (parameter) {
      case 1 -> wanted.equals(product.get("NomeCat")) || wanted.equals(product.get("IDCategoria"));
      case 2 ->
          Stream.of("CodProd", "NomeProd", "Descricao", "DescrLonga")
              .map(it -> product.getOrDefault(it, "").toLowerCase(Locale.ROOT))
              .anyMatch(it -> it.contains(wanted.toLowerCase(Locale.ROOT)));
      case 3 -> wanted.equalsIgnoreCase(product.get("Disponivel"));
      case 5 -> within(product.get("DataProdAlteracao"), wanted, null);
      case 6 -> within(product.get("DataProdAlteracao"), null, wanted);
      case 7 -> wanted.equals(product.get("ChangeFlagProdAPI"));
      default -> true;
    };
  }

  private static boolean matches(String wanted, String value) {
    return wanted == null || wanted.isEmpty() || wanted.equals(value);
  }

  private static boolean within(String date, String from, String to) {
    LocalDateTime at = time(date);
    return (from == null || from.isEmpty() || !at.isBefore(time(from)))
        && (to == null || to.isEmpty() || !at.isAfter(time(to)));
  }

  private static LocalDateTime time(String text) {
    String[] parts = text.split("[/ :]");
    boolean timed = parts.length > 3;
    return LocalDateTime.of(
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[0]),
        timed ? Integer.parseInt(parts[3]) : 0,
        timed ? Integer.parseInt(parts[4]) : 0);
  }

  private static Stream<Map<String, String>> items(FastcommerceOrder order) {
    return order.items().stream()
        .map(
            item -> {
              Map<String, String> row = new LinkedHashMap<>(order.header());
              row.putAll(item);
              return row;
            });
  }

  private static Map<String, String> customer(FastcommerceOrder order) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("Contato", order.header().get("Nome"));
    row.put("CNPJ/CPF", order.header().get("CPF/CNPJ"));
    CUSTOMER.forEach(it -> row.put(it, order.header().get(it)));
    return row;
  }

  private static List<Map<String, String>> fixed(String id) {
    return switch (id) {
      case "248" -> List.of(Map.of("IDRamo", "7", "NomeRamo", "Beleza & Saúde"));
      case "393" -> List.of(Map.of("ID Adicional1", "31", "Item", "Algodão"));
      case "394" -> List.of(Map.of("ID", "12", "Cor", "Azul"));
      case "530" -> List.of(Map.of("ID do Filtro", "3", "Nome do filtro", "voltagem"));
      default -> List.of();
    };
  }

  private static int from(Map<String, String> form) {
    if (form.containsKey("page") && form.containsKey("qtrecords")) {
      return (number(form, "page") - 1) * number(form, "qtrecords") + 1;
    }
    return isRange(form) ? number(form, "fromrecord") : 1;
  }

  private static int to(Map<String, String> form) {
    if (form.containsKey("page") && form.containsKey("qtrecords")) {
      return number(form, "page") * number(form, "qtrecords");
    }
    return isRange(form) ? number(form, "torecord") : Integer.MAX_VALUE;
  }

  private static boolean isRange(Map<String, String> form) {
    return form.containsKey("fromrecord") && form.containsKey("torecord");
  }

  private static int number(Map<String, String> form, String name) {
    return Integer.parseInt(form.get(name));
  }

  private String xml(String id, Map<String, String> form, List<Map<String, String>> rows) {
    StringBuilder xml = new StringBuilder("<Report");
    attribute(xml, "ObjectName", NAMES.get(id));
    attribute(xml, "StoreName", FastcommerceLogon.STORE);
    attribute(xml, "ExecDate", shelf.now());
    attribute(xml, "FromRecord", String.valueOf(from(form)));
    attribute(xml, "ToRecord", String.valueOf(to(form)));
    List<String> parameters = PARAMETERS.getOrDefault(id, List.of());
    for (int i = 0; i < parameters.size(); i++) {
      attribute(xml, "ParName" + (i + 1), parameters.get(i));
      attribute(xml, "ParValue" + (i + 1), form.getOrDefault("par" + (i + 1), ""));
    }
    attribute(xml, "Records", String.valueOf(rows.size()));
    attribute(xml, "ReadRecords", String.valueOf(rows.size()));
    xml.append(" >");
    Set<String> wanted = fields(form);
    for (Map<String, String> row : rows) {
      xml.append("\n<Record>");
      row.forEach(
          (name, value) -> {
            if (wanted.isEmpty() || wanted.contains(name) || leaking && name.startsWith("cc")) {
              FastcommerceAnswers.field(xml, name, value);
            }
          });
      xml.append("</Record>");
    }
    return xml.append("\n</Report>").toString();
  }

  private static Set<String> fields(Map<String, String> form) {
    Set<String> fields = new LinkedHashSet<>();
    for (String name : form.getOrDefault("fields", "").split(",")) {
      if (!name.isBlank()) {
        fields.add(name.strip());
      }
    }
    return fields;
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"");
    xml.append(FastcommerceAnswers.escape(value)).append('"');
  }
}
