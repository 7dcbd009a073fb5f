package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Shipment;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.kit.Shared;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShipmentFilesSourceTest {

  private static final String JSON =
      """
      {"source":"carrier","id":"PX15BR","order":{"connection":"vtex","id":"1500000000151-01"},"carrier":"Expresso São José"}""";

  @TempDir Path folder;

  private final List<String> carriers = new CopyOnWriteArrayList<>();

  @Test
  void files_of_any_encoding_are_read_and_what_is_no_shipment_is_filed_as_failed()
      throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("textFiles", new TextFiles());
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              onException(UnmappableRecord.class).handled(true);
              from("kamelet:shipment-files-source?minAge=100&every=100&folder=" + folder)
                  .process(ShipmentFilesSourceTest.this::take);
            }
          });
      camel.start();
      write("plain.json", JSON, StandardCharsets.UTF_8);
      write("mark.json", "\uFEFF" + JSON, StandardCharsets.UTF_8);
      write("wide.json", "\uFEFF" + JSON + "\n", StandardCharsets.UTF_16LE);
      write("bad.json", "{\"source\":\"carrier\"}", StandardCharsets.UTF_8);

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(names("done")).hasSize(3);
                assertThat(names("failed")).hasSize(1);
              });
    }
    assertThat(carriers).containsOnly("Expresso São José").hasSize(3);
    assertThat(names("failed").get(0)).startsWith("bad-");
  }

  @Tag("shared")
  @ParameterizedTest
  @ValueSource(strings = {"plain-utf8-control", "utf8-with-bom", "utf16-le-with-bom"})
  void files_that_others_could_not_read_are_shipments(String file) throws IOException {
    Path report = Shared.path("reports/15-shipment-json-bom/" + file + ".json");

    Shipment shipment = Canonical.read(Shipment.class, TextFiles.text(report.toFile()));

    assertThat(shipment.carrier()).isEqualTo("Expresso São José");
    assertThat(shipment.order().id()).isEqualTo("1500000000151-01");
  }

  private void take(Exchange exchange) {
    try {
      String json = exchange.getMessage().getBody(String.class);
      carriers.add(Canonical.read(Shipment.class, json).carrier());
    } catch (IllegalArgumentException e) {
      throw new UnmappableRecord(e.getMessage(), e);
    }
  }

  private void write(String name, String text, Charset charset) throws Exception {
    Files.write(folder.resolve(name), text.getBytes(charset));
  }

  private List<String> names(String sub) throws Exception {
    if (!Files.isDirectory(folder.resolve(sub))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder.resolve(sub))) {
      return all.map(it -> it.getFileName().toString()).toList();
    }
  }
}
