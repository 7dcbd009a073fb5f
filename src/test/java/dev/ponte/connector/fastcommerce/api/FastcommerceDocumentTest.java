package dev.ponte.connector.fastcommerce.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.connection.SafeXml;
import dev.ponte.connector.fastcommerce.Answers;
import dev.ponte.connector.fastcommerce.Shop;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The document's own examples, read and written. */
class FastcommerceDocumentTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Connection connection = Shop.connection(URI.create("http://x"), Shop.settings());

  static Stream<String> requests() throws IOException {
    return files("_request");
  }

  static Stream<String> responses() throws IOException {
    return files("_response");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void every_request_of_the_document_is_written_with_the_same_fields(String file) throws Exception {
    List<Map<String, String>> example = records(Answers.text(file));

    String written = UpdateRecord.document(example.stream().map(UpdateRecord::new).toList());

    assertThat(records(written)).isEqualTo(example);
    assertThat(written).isEqualTo(compact(Answers.text(file)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void every_valid_request_of_the_document_can_be_called_by_name(String file) throws Exception {
    if (file.contains("partial_failure")) {
      assertThatThrownBy(() -> call(file)).hasMessage("Comando is \"U\", but must be I, A, E or D");
      return;
    }

    String form = new String(call(file).body(), StandardCharsets.US_ASCII);

    String xml = form.substring(form.indexOf("&XMLRecords=") + 12);
    assertThat(URLDecoder.decode(xml, StandardCharsets.ISO_8859_1))
        .isEqualTo(compact(Answers.text(file)));
    assertThat(form).doesNotContain("%C3");
  }

  @ParameterizedTest
  @MethodSource("responses")
  void every_response_of_the_document_is_understood(String file) {
    Reply reply = Reply.read(Answers.example(file)).orElseThrow();

    boolean error = file.contains("error") || file.contains("partial");
    assertThat(reply.succeeded()).isEqualTo(!error);
  }

  @ParameterizedTest
  @CsvSource({
    "doc_order_update_error_response.xml, 19/53, NumPedido not found, 1",
    "doc_partial_failure_response_ErrCod.xml, 18/115, Invalid command, 2",
    "doc_product_delete_error_response.xml, 18/123, IDProduto not found, 1",
    "doc_product_insert_error_response.xml, 18/119, IDProduto should not be informed, 1",
    "doc_product_update_error_response.xml, 18/111, Invalid field:NOMEDOCAMPO Record:2, 1"
  })
  void a_partial_failure_tells_code_words_and_how_many_went_well(
      String file, String codes, String words, int valid) {
    Reply reply = Reply.read(Answers.example(file)).orElseThrow();

    assertThat(reply.codes()).isEqualTo(codes);
    assertThat(reply.intWords()).isEqualTo(words);
    assertThat(reply.valid()).hasValue(valid);
    assertThat(reply.lastRecord()).isEqualTo(valid + 1);
  }

  @Test
  void the_reports_of_the_document_are_read() throws Exception {
    ReportPage page = ReportPage.of(Answers.example("doc_report_425_trimmed.xml"));

    List<ReportRow> rows = new ArrayList<>();
    page.rows().forEachRemaining(rows::add);

    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).get("NomeCat")).isEqualTo("Jóias");
    assertThat(page.size()).isEqualTo(500);
    assertThat(page.parameters())
        .containsEntry("categoria", 1)
        .containsEntry("disponivel", 3)
        .containsEntry("ate", 6)
        .containsEntry("apiflag", 7);
  }

  @Test
  void the_last_page_of_the_document_holds_26_records() throws Exception {
    ReportPage page = ReportPage.of(Answers.example("doc_report_425_last_page_header.xml"));

    assertThat(page.size()).isEqualTo(26);
    assertThat(page.attributes()).containsEntry("fromrecord", "4501");
    assertThat(page.rows()).isExhausted();
  }

  private ApiCall call(String file) throws Exception {
    String method = file.contains("order") ? "OrderUpdate" : "ProductManagement";
    ObjectNode arguments = JSON.createObjectNode();
    for (Map<String, String> record : records(Answers.text(file))) {
      ObjectNode one = arguments.withArray("records").addObject();
      record.forEach(one::put);
    }
    return Shop.system().operation(connection, method, arguments);
  }

  private static List<Map<String, String>> records(String xml) throws Exception {
    List<Map<String, String>> records = new ArrayList<>();
    XMLStreamReader reader = SafeXml.reader(new StringReader(xml));
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        if (reader.getLocalName().equals("Record")) {
          records.add(new LinkedHashMap<>());
        } else if (reader.getLocalName().equals("Field")) {
          records
              .get(records.size() - 1)
              .put(reader.getAttributeValue(null, "Name"), reader.getAttributeValue(null, "Value"));
        }
      }
    }
    return records;
  }

  /** Without what XML does not heed. */
  private static String compact(String xml) {
    return xml.replaceAll(">\\s+<", "><").replace("\" />", "\"/>").strip();
  }

  private static Stream<String> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/fastcommerce"))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.contains(part))
          .toList()
          .stream();
    }
  }
}
