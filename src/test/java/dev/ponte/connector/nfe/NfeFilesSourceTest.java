package dev.ponte.connector.nfe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.delivery.FiscalDocuments;
import dev.ponte.delivery.Mark;
import dev.ponte.kit.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class NfeFilesSourceTest {

  private static final String NFE = Shared.resource("nfe/nfeProc.xml");
  private static final String KEY = "35260111222333000181550010000001231000001231";
  private static final String ROUTES =
      """
      - routeConfiguration:
          id: intake
          onException:
            - onException:
                exception:
                  - dev.ponte.delivery.UnmappableRecord
                handled:
                  constant:
                    expression: "true"
                steps:
                  - bean:
                      ref: ledger
                      method: deadLetter
      - route:
          id: invoices-from-files
          routeConfigurationId: intake
          from:
            uri: kamelet:nfe-files-source
            parameters:
              folder: "%s"
              minAge: 300
              every: 100
            steps:
              - bean:
                  ref: ledger
                  method: invoice
      """;

  @TempDir Path temp;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<Invoice> invoices = new CopyOnWriteArrayList<>();
  private final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();
  private Path folder;
  private volatile boolean broken;
  private final List<String> cancelled = new CopyOnWriteArrayList<>();

  private final FiscalDocuments fiscal =
      new FiscalDocuments() {
        @Override
        public boolean isOurs(String emitter) {
          return emitter.equals("11222333000181");
        }

        @Override
        public Cancelled cancel(String accessKey, OffsetDateTime at, String reason) {
          cancelled.add(accessKey + " " + reason);
          return cancelled.size() == 1 ? Cancelled.BUSY : Cancelled.STOPPED;
        }
      };

  @BeforeEach
  void start() throws Exception {
    folder = temp.resolve("nfe");
    camel
        .getRegistry()
        .bind(
            "nfeFilesSource",
            new NfeFilesSource(new NfeConnections(new MockEnvironment()), fiscal));
    camel.getRegistry().bind("ledger", new Ledger());
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("t.camel.yaml", ROUTES.formatted(folder)));
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void a_good_file_becomes_an_invoice_and_is_done() throws IOException {
    put("nota 123.XML", NFE);

    Invoice invoice = first(invoices);
    assertThat(invoice.order().id()).isEqualTo("1000000000001-01");
    assertThat(invoice.order().connection()).isNull();
    assertThat(invoice.source()).isEqualTo("nfe-files");
    assertThat(invoice.xml()).isEqualTo(NFE);
    await().untilAsserted(() -> assertThat(names("done")).hasSize(1));
    assertThat(names("done").get(0)).startsWith("nota 123-").endsWith(".XML");
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void a_missing_folder_is_no_fault_and_works_once_it_is_there() throws IOException {
    assertThat(folder).doesNotExist();

    put("a.xml", NFE);

    first(invoices);
  }

  @Test
  void a_half_written_file_is_left_alone_until_it_is_whole() throws IOException {
    int half = NFE.length() / 2;
    Path file = put("slow.xml", NFE.substring(0, half));
    for (int i = 0; i < 6; i++) {
      int from = half + i;
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      append(file, NFE.substring(from, from + 1));
    }
    assertThat(deadLetters).isEmpty();
    append(file, NFE.substring(half + 6));

    assertThat(first(invoices).xml()).isEqualTo(NFE);
    assertThat(deadLetters).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not xml at all",
        "<nfeProc><NFe>",
        "<nota>outra coisa</nota>",
        "<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><nfeProc>&b;</nfeProc>",
        "<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><nfeProc>&a;</nfeProc>",
        "",
        "\u0000\u0001\u0002"
      })
  void what_is_no_nfe_is_a_dead_letter_and_failed(String text) throws IOException {
    put("bad.xml", text);
    put("good.xml", NFE);

    Exchange dead = first(deadLetters);
    assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining("bad.xml");
    first(invoices);
    await().untilAsserted(() -> assertThat(names("failed")).hasSize(1));
    await().untilAsserted(() -> assertThat(names("done")).hasSize(1));
    assertThat(deadLetters).hasSize(1);
  }

  @Test
  void a_dead_letter_is_the_whole_file_with_the_reason() throws IOException {
    String unknown = NFE.replace("<compra><xPed>1000000000001-01</xPed></compra>", "");
    put("sem-pedido.xml", unknown);

    Exchange dead = first(deadLetters);

    assertThat(dead.getMessage().getBody(String.class)).isEqualTo(unknown);
    assertThat(dead.getProperty(Mark.PROPERTY, Mark.class).key()).isEqualTo("sem-pedido.xml");
    assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining("names no order");
  }

  @Test
  void latin_1_is_read_as_it_declares_itself() throws IOException {
    String latin = NFE.replace("UTF-8", "ISO-8859-1");
    Files.createDirectories(folder);
    Files.write(folder.resolve("l.xml"), latin.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(first(invoices).xml()).contains("Júlia Gonçalves");
    assertThat(invoices.get(0).carrier()).isEqualTo("Transportadora Rápida");
  }

  @Test
  void a_file_waits_while_the_ledger_is_away() throws IOException {
    broken = true;
    put("a.xml", NFE);
    await()
        .during(Duration.ofMillis(1200))
        .atMost(Duration.ofSeconds(5))
        .until(() -> Files.exists(folder.resolve("a.xml")));

    broken = false;

    first(invoices);
    await().untilAsserted(() -> assertThat(names("done")).hasSize(1));
  }

  @Test
  void what_is_no_xml_file_by_its_name_is_not_touched() throws IOException {
    put("readme.txt", "hello");
    put("a.xml", NFE);

    first(invoices);

    assertThat(folder.resolve("readme.txt")).exists();
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void a_date_ahead_holds_up_nobody_and_an_old_one_makes_no_file_whole() throws IOException {
    Path ahead = put("ahead.xml", NFE);
    Files.setLastModifiedTime(ahead, FileTime.from(Instant.now().plus(Duration.ofHours(3))));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    Path slow = put("slow.xml", NFE.substring(0, NFE.length() / 2));
    Files.setLastModifiedTime(slow, old);

    first(invoices);
    await().pollDelay(Duration.ofMillis(1000)).until(() -> true);
    append(slow, NFE.substring(NFE.length() / 2));
    Files.setLastModifiedTime(slow, old);

    await().atMost(Duration.ofSeconds(20)).until(() -> invoices.size() == 2);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void whatever_its_encoding_a_file_is_read_accents_and_all() throws IOException {
    Files.createDirectories(folder);
    byte[] utf8 = NFE.getBytes(StandardCharsets.UTF_8);
    write("mark.xml", concat(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, utf8));
    write("wide.xml", ("\uFEFF" + NFE).getBytes(StandardCharsets.UTF_16LE));
    write("wide-be.xml", NFE.getBytes(StandardCharsets.UTF_16BE));
    write("blank.xml", concat("\r\n ".getBytes(StandardCharsets.UTF_8), utf8));
    write("latin.xml", NFE.getBytes(StandardCharsets.ISO_8859_1));
    String stray = NFE.replace("<xMotivo>Autorizado", "<xMotivo>@ Autorizado");
    byte[] bytes = stray.getBytes(StandardCharsets.UTF_8);
    bytes[stray.getBytes(StandardCharsets.UTF_8).length - after(stray, '@')] = (byte) 0xe7;
    write("stray.xml", bytes);

    await().atMost(Duration.ofSeconds(20)).until(() -> invoices.size() == 6);

    assertThat(invoices).allMatch(it -> it.xml().contains("Júlia Gonçalves"));
    assertThat(invoices).extracting(Invoice::carrier).containsOnly("Transportadora Rápida");
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void what_an_erp_writes_beside_invoices_is_put_aside_without_an_alarm() throws IOException {
    put("cte.xml", "<cteProc xmlns=\"http://www.portalfiscal.inf.br/cte\"><CTe/></cteProc>");
    put("inut.xml", "<ProcInutNFe><inutNFe/></ProcInutNFe>");
    put("signed.xml", NFE.replaceAll("(?s)<nfeProc[^>]*>|<protNFe.*</nfeProc>", ""));
    put("letter.xml", event("110110", "135"));
    put("seen.xml", event("210210", "135"));
    put("complement.xml", NFE.replace("<finNFe>1", "<finNFe>2"));
    put("debit.xml", NFE.replace("<finNFe>1", "<finNFe>6"));
    put("gift.xml", NFE.replace("6108", "6910"));
    put("counter.xml", NFE.replace("<mod>55", "<mod>65").replaceAll("<compra>.*</compra>", ""));
    put(
        "bought.xml",
        NFE.replace("<CNPJ>11222333000181", "<CNPJ>99888777000100")
            .replace("<CPF>52998224725</CPF>", "<CNPJ>11222333000181</CNPJ>"));

    await().atMost(Duration.ofSeconds(20)).until(() -> names("other").size() == 10);

    assertThat(deadLetters).isEmpty();
    assertThat(invoices).isEmpty();
  }

  @Test
  void a_cancellation_is_told_to_the_ledger_and_told_again_while_its_invoice_is_being_sent()
      throws IOException {
    put("cancel.xml", event("110111", "135"));
    await().atMost(Duration.ofSeconds(20)).until(() -> names("other").size() == 1);
    assertThat(cancelled).containsOnly(KEY + " Erro no endereco").hasSize(2);

    put("refused.xml", event("110111", "573"));

    assertThat(first(deadLetters).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining("so it is not cancelled");
    assertThat(cancelled).hasSize(2);
  }

  @Test
  void a_file_that_a_person_named_after_its_order_is_taken_at_its_word() throws IOException {
    put("Pedido 1500000000091-01.xml", NFE.replaceAll("<compra>.*</compra>", ""));

    assertThat(first(invoices).order().id()).isEqualTo("1500000000091-01");
    assertThat(invoices.get(0).fiscal()).isNull();
  }

  /** Takes what the route records. */
  public final class Ledger {

    public void invoice(Exchange exchange) {
      if (broken) {
        throw new IllegalStateException("no database");
      }
      invoices.add(Canonical.read(Invoice.class, exchange.getMessage().getBody(String.class)));
    }

    public void deadLetter(Exchange exchange) {
      deadLetters.add(exchange.copy());
    }
  }

  private static String event(String type, String status) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <procEventoNFe versao="1.00" xmlns="http://www.portalfiscal.inf.br/nfe"><evento versao="1.00"><infEvento><tpAmb>1</tpAmb><CNPJ>11222333000181</CNPJ><chNFe>%s</chNFe><dhEvento>2026-10-06T10:00:00-03:00</dhEvento><tpEvento>%s</tpEvento><detEvento versao="1.00"><xJust>Erro no endereco</xJust></detEvento></infEvento></evento><retEvento versao="1.00"><infEvento><cStat>%s</cStat><xMotivo>Motivo</xMotivo></infEvento></retEvento></procEventoNFe>
        """
        .formatted(KEY, type, status);
  }

  private static int after(String text, char c) {
    return text.substring(text.indexOf(c)).getBytes(StandardCharsets.UTF_8).length;
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] all = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private <T> T first(List<T> list) {
    await().atMost(Duration.ofSeconds(20)).until(() -> !list.isEmpty());
    return list.get(0);
  }

  private Path put(String name, String text) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(name), text);
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private List<String> names(String sub) throws IOException {
    Path where = folder.resolve(sub);
    if (!Files.isDirectory(where)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(where)) {
      return all.map(it -> it.getFileName().toString()).toList();
    }
  }
}
