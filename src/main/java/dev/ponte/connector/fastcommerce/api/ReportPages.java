package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.FailureClass;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of a report, each read when it is asked for. The last one holds fewer records than were
 * asked for. A page that would be longer than the API may answer is asked for again with half the
 * records.
 */
public final class ReportPages implements Iterator<ReportPage> {

  private static final Logger LOG = LoggerFactory.getLogger(ReportPages.class);

  private final Api api;
  private final Connection connection;
  private final ReportQuery query;
  private int size;
  private int read;
  private boolean more = true;

  public ReportPages(Api api, Connection connection, ReportQuery query) {
    this(api, connection, query, connection.settings(FastcommerceSettings.class).pageSize());
  }

  /**
   * @param size records of a page
   */
  public ReportPages(Api api, Connection connection, ReportQuery query, int size) {
    this.api = api;
    this.connection = connection;
    this.query = query;
    this.size = size;
  }

  /**
   * Goes on where others were.
   *
   * @param position of theirs; null for the beginning
   */
  public ReportPages from(String position) {
    if (position != null) {
      String[] parts = position.split("/");
      read = Integer.parseInt(parts[0]);
      size = Integer.parseInt(parts[1]);
    }
    return this;
  }

  /** Where the next page begins; null when there is none. */
  public String position() {
    return more ? read + "/" + size : null;
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  /**
   * @throws ApiFailure when it cannot be read
   */
  @Override
  public ReportPage next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    ReportPage page = page();
    more = page.size() >= size;
    read += size;
    return page;
  }

  private ReportPage page() {
    while (true) {
      try {
        return head(api.send(connection, call()));
      } catch (ApiFailure failure) {
        if (!FastcommerceErrors.isPageTooBig(failure) || size == 1) {
          throw failure;
        }
        size = half();
        LOG.info(
            "{} gives report {} in pages of {} records, since larger ones are longer than 4 MB",
            connection.name(),
            query.report(),
            size);
      }
    }
  }

  private ApiCall call() {
    Map<String, String> form = query.page(read / size + 1, size);
    return Form.call(connection, Form.REPORT, form, ApiCall.Effect.READ).priority(query.priority());
  }

  /** A server that does not heed the page would be read without end. */
  private ReportPage head(ApiAnswer answer) {
    try {
      ReportPage page = ReportPage.of(answer);
      String from = page.attributes().get("fromrecord");
      if (from != null && from.matches("\\d+") && Long.parseLong(from) != read + 1L) {
        throw failure(answer, "begins at record %s instead of %d".formatted(from, read + 1), null);
      }
      return page;
    } catch (XMLStreamException e) {
      throw failure(answer, "is no XML", e);
    }
  }

  private ApiFailure failure(ApiAnswer answer, String what, Exception cause) {
    return new ApiFailure(
        FailureClass.TRANSIENT,
        "%s: report %s %s".formatted(connection.name(), query.report(), what),
        null,
        null,
        answer,
        cause);
  }

  /** What was read so far must be whole pages of the new size. */
  private int half() {
    int half = size / 2;
    while (read % half != 0) {
      half--;
    }
    return half;
  }
}
