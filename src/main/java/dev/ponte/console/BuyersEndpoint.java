package dev.ponte.console;

import dev.ponte.ledger.Audit;
import dev.ponte.ledger.UnknownBuyers;
import dev.ponte.ledger.view.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeType;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Whom somebody has to register in the ERP, so that their orders go: {@code GET /actuator/buyers},
 * and for a spreadsheet {@code ?format=csv} or {@code Accept: text/csv}.
 */
@Component
@Endpoint(id = "buyers")
public class BuyersEndpoint {

  private static final MimeType CSV = MimeType.valueOf("text/csv;charset=UTF-8");
  private static final int BAD_REQUEST = 400;

  private final UnknownBuyers buyers;
  private final Audit audit;

  BuyersEndpoint(UnknownBuyers buyers, Audit audit) {
    this.buyers = buyers;
    this.audit = audit;
  }

  /**
   * All of them, who has waited longest first.
   *
   * @param format {@code json} or {@code csv}; null for what the request accepts
   */
  @ReadOperation(produces = {"application/json", "text/csv"})
  public WebEndpointResponse<Object> list(@Nullable String format) {
    if (format != null && !Set.of("json", "csv").contains(format)) {
      return new WebEndpointResponse<>(
          Map.of("error", "%s is no format here; there are json and csv".formatted(format)),
          BAD_REQUEST,
          MimeType.valueOf("application/json"));
    }
    List<UnknownBuyers.Buyer> all = buyers.list();
    if ("csv".equals(format) || format == null && acceptsCsv()) {
      audit.keep(
          audit.by("actuator", null),
          "export",
          "buyers",
          "all",
          null,
          Sentence.of("said.exported-csv"));
      return new WebEndpointResponse<>(BuyersSheet.of(all), 200, CSV);
    }
    return new WebEndpointResponse<>(all, 200, MimeType.valueOf("application/json"));
  }

  private static boolean acceptsCsv() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes it
        && String.valueOf(it.getRequest().getHeader(HttpHeaders.ACCEPT)).startsWith("text/csv");
  }
}
