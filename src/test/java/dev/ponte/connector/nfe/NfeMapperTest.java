package dev.ponte.connector.nfe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Invoice;
import dev.ponte.kit.Shared;
import java.time.OffsetDateTime;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NfeMapperTest {

  private static final String NFE = Shared.resource("nfe/nfeProc.xml");
  private static final String KEY = "35260111222333000181550010000001231000001231";

  @Test
  void an_authorised_nfe_is_an_invoice_of_its_order() {
    Invoice invoice = map(NFE);

    assertThat(invoice.order().id()).isEqualTo("1000000000001-01");
    assertThat(invoice.order().connection()).isNull();
    assertThat(invoice.kind()).isEqualTo(Invoice.Kind.SALE);
    assertThat(invoice.number()).isEqualTo("123");
    assertThat(invoice.series()).isEqualTo("1");
    assertThat(invoice.accessKey()).isEqualTo(KEY);
    assertThat(invoice.issuedAt()).isEqualTo(OffsetDateTime.parse("2026-01-06T10:30:00-03:00"));
    assertThat(invoice.value()).isEqualByComparingTo("117.36");
    assertThat(invoice.carrier()).isEqualTo("Transportadora Rápida");
    assertThat(invoice.xml()).isEqualTo(NFE);
  }

  @Test
  void its_items_are_lines() {
    assertThat(map(NFE).lines())
        .extracting(it -> it.sku() + " " + it.quantity() + " x " + it.unitPrice())
        .containsExactly("270851 2.0000 x 29.9000000000", "270853 1.0000 x 49.9900000000");
  }

  @Test
  void the_store_is_the_configured_one() {
    assertThat(
            map(new NfeMapper("nfe-files", "vtex", true, NfeSettings.NONE), NFE)
                .order()
                .connection())
        .isEqualTo("vtex");
  }

  @Test
  void authorised_after_the_deadline_is_authorised() {
    assertThat(map(NFE.replace("<cStat>100", "<cStat>150")).number()).isEqualTo("123");
  }

  @Test
  void an_nfe_for_a_return_is_one() {
    String back = NFE.replace("<finNFe>1", "<finNFe>4").replace("<tpNF>1</tpNF>", "<tpNF>0</tpNF>");

    assertThat(map(back).kind()).isEqualTo(Invoice.Kind.RETURN);
  }

  @Test
  void the_order_may_stand_at_the_items() {
    String items =
        NFE.replace("<compra><xPed>1000000000001-01</xPed></compra>", "")
            .replace("</indTot></prod>", "</indTot><xPed>MOOV-77</xPed></prod>");

    assertThat(map(items).order().id()).isEqualTo("MOOV-77");
  }

  @Test
  void the_whole_purchase_knows_the_order_better_than_an_item_whose_field_is_short() {
    String both = NFE.replace("</indTot></prod>", "</indTot><xPed>100000000000101</xPed></prod>");

    assertThat(map(both).order().id()).isEqualTo("1000000000001-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <cStat>100                    | <cStat>302                     | cStat 302
          <tpAmb>1</tpAmb><finNFe>      | <tpAmb>2</tpAmb><finNFe>       | test environment
          Id="NFe35                     | Id="NFe31                      | has the Id NFe31
          <compra><xPed>1000000000001-01</xPed></compra> | ''            | names no order
          <finNFe>1                     | <finNFe>2                      | neither a sale nor a return
          <tpNF>1                       | <tpNF>0                        | neither a sale nor a return
          <nNF>123</nNF>                | ''                             | no ide/nNF
          <vNF>117.36                   | <vNF>dear                      | vNF dear
          <vNF>117.36                   | <vNF>117.365                   | more than 2 decimals
          <dhEmi>2026-01-06T            | <dhEmi>yesterday               | dhEmi
          <qCom>2.0000                  | <qCom>0                        | not above 0
          <cProd>270853</cProd>         | ''                             | sku is missing
          """)
  void what_is_no_invoice_of_an_order_is_refused(String found, String instead, String words) {
    assertThat(NFE).contains(found);

    assertThatThrownBy(() -> map(NFE.replace(found, instead)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void an_nfe_without_protocol_is_not_authorised() {
    String bare = NFE.replaceAll("<nfeProc[^>]*>|<protNFe.*</protNFe>|</nfeProc>", "");

    assertThatThrownBy(() -> map(bare)).hasMessageContaining("no nfeProc");
  }

  @Test
  void several_orders_are_refused() {
    String two =
        NFE.replace("<compra><xPed>1000000000001-01</xPed></compra>", "")
            .replaceFirst("</indTot></prod>", "</indTot><xPed>A</xPed></prod>")
            .replaceFirst(
                "</indTot></prod></det>\n<total>", "</indTot><xPed>B</xPed></prod></det>\n<total>");

    assertThatThrownBy(() -> map(two)).hasMessageContaining("several orders [A, B]");
  }

  @Test
  void a_wrong_check_digit_is_refused_with_the_right_one_or_goes_on_without_the_key() {
    String wrong = NFE.replace(KEY, KEY.substring(0, 43) + "7");

    assertThatThrownBy(() -> map(wrong)).hasMessageContaining("wrong check digit, it should be 1");
    assertThat(map(new NfeMapper("nfe-files", null, false, NfeSettings.NONE), wrong).accessKey())
        .isNull();
  }

  private static Invoice map(String xml) {
    return map(new NfeMapper("nfe-files", null, true, NfeSettings.NONE), xml);
  }

  private static Invoice map(NfeMapper mapper, String xml) {
    try {
      return mapper.toInvoice(NfeReader.read(xml), xml);
    } catch (XMLStreamException e) {
      throw new AssertionError(e);
    }
  }
}
