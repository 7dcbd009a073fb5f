package dev.ponte.connector.moovin.api;

import dev.ponte.connection.Money;
import dev.ponte.connection.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of a Moovin connection under {@code ponte.connections.<name>}.
 *
 * @param token from Configurações &gt; Webservice; a secret
 * @param format {@code json} or {@code xml}, of requests and answers
 * @param nfeLink what saveNfe gets as link when the invoice has none
 * @param orders how orders are read
 * @param statuses which of the store's statuses stands for what
 * @param errors what error messages mean, since the document's table of codes is lost
 * @param furtherMethods methods that the document, which ends in mid-sentence, does not name
 * @param codes how the codes of products are made
 * @param stock how stock is sent and read
 * @param prices how prices are sent and read
 * @param products how products are sent
 * @param productDefaults what saveProdutos must have and the source does not tell
 * @param reconcileEvery how often what the store holds is compared with what it acknowledged
 * @param allowDangerous whether the status of all users may be changed at once
 * @param money how amounts of orders are taken
 */
public record MoovinSettings(
    String token,
    @DefaultValue("json") String format,
    @DefaultValue("[DEFAULT]") String nfeLink,
    @DefaultValue Orders orders,
    @DefaultValue Statuses statuses,
    @DefaultValue Errors errors,
    List<Further> furtherMethods,
    @DefaultValue Codes codes,
    @DefaultValue MoovinStockSettings stock,
    @DefaultValue PriceSettings prices,
    @DefaultValue ProductSettings products,
    @DefaultValue ProductDefaults productDefaults,
    @DefaultValue("24h") Duration reconcileEvery,
    @DefaultValue("false") boolean allowDangerous,
    @DefaultValue Money money) {

  /**
   * How orders are read.
   *
   * @param importedFilter spelling of the filter of orders that were not imported yet; the document
   *     prints {@code Importado}
   * @param pageSize rows of a page, 1 to 100
   * @param mostPages pages of one reading; more fail the poll
   * @param overlap how far changes are read again before the last one seen
   * @param sweepEvery how often all approved orders that were not imported are listed, whenever
   *     they were changed
   */
  public record Orders(
      @DefaultValue("importado") String importedFilter,
      @DefaultValue("100") int pageSize,
      @DefaultValue("200") int mostPages,
      @DefaultValue("10m") Duration overlap,
      @DefaultValue("1h") Duration sweepEvery) {

    public Orders {
      if (pageSize < 1 || pageSize > 100) {
        throw new IllegalArgumentException(
            "orders.page-size is %d, but Moovin allows 1 to 100".formatted(pageSize));
      }
      if (mostPages < 1) {
        throw new IllegalArgumentException(
            "orders.most-pages is %d, but must be 1 or more".formatted(mostPages));
      }
      if (overlap.isNegative() || sweepEvery.isNegative() || sweepEvery.isZero()) {
        throw new IllegalArgumentException(
            "orders.overlap and orders.sweep-every are spans of time");
      }
    }
  }

  /**
   * Which of the store's statuses is meant: a type such as {@code transporte}, or the code of one
   * status; null or blank when the store is not told.
   *
   * @param approved orders in it are fetched
   * @param cancelled of an order that was cancelled, both ways
   * @param processing set when the ERP works on the order
   * @param picking set when the ERP picks the order
   * @param invoiced set when the ERP has invoiced the order
   * @param invoice sent with an invoice; without it the store's own setting decides
   * @param posted set when the parcel was posted
   * @param delivered set when the parcel was delivered
   */
  public record Statuses(
      @DefaultValue("aprovado") String approved,
      @DefaultValue("cancelado") String cancelled,
      String processing,
      String picking,
      String invoiced,
      String invoice,
      String posted,
      String delivered) {}

  /**
   * Regular expressions that are looked for in {@code code message} of an error.
   *
   * @param retryable errors that pass by themselves
   * @param unauthorized errors that say that the token is not accepted
   * @param throttled errors that say that the minute's records are used
   * @param nothingFound errors that only say that there is nothing to read
   */
  record Errors(
      Pattern retryable,
      @DefaultValue("(?i)\\btoken\\b") Pattern unauthorized,
      @DefaultValue("(?i)limite\\b.*\\b(requisi|registro|minuto)") Pattern throttled,
      Pattern nothingFound) {

    public Errors {
      retryable = Words.pattern(retryable, "");
      unauthorized = Words.pattern(unauthorized, "");
      throttled = Words.pattern(throttled, "");
      nothingFound = Words.pattern(nothingFound, "");
    }
  }

  /**
   * A method beyond the document, called at one's own risk and never repeated by itself.
   *
   * @param name in the address
   * @param root name of the XML root; null when the record itself is the root
   * @param child name of one record; null when the record's fields stand in the root
   */
  record Further(String name, String root, String child) {}

  /**
   * How the codes of products are made; a size's code is always the sku.
   *
   * @param colour what the code of a colour is
   */
  public record Codes(@DefaultValue("parent-and-colour") Colour colour) {

    /** What the code of a colour is. */
    public enum Colour {
      /** The parent's sku, a hyphen and the colour; without a parent the sku. */
      PARENT_AND_COLOUR,
      /** The sku: each size has a colour of its own. */
      SKU
    }
  }

  public MoovinSettings {
    if (reconcileEvery.isNegative() || reconcileEvery.isZero()) {
      throw new IllegalArgumentException("reconcile-every is a span of time above 0");
    }
    format = format.strip().toLowerCase(Locale.ROOT);
    if (!List.of("json", "xml").contains(format)) {
      throw new IllegalArgumentException("format is %s, but must be json or xml".formatted(format));
    }
    furtherMethods = furtherMethods == null ? List.of() : List.copyOf(furtherMethods);
  }

  public boolean isXml() {
    return format.equals("xml");
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "MoovinSettings";
  }
}
