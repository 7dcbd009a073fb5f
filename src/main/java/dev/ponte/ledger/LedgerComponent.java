package dev.ponte.ledger;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code ledger:}. {@code to: ledger:<type>} records, {@code from:
 * ledger:<type>?subscriber=S} delivers, {@code to: ledger:dead-letter} keeps what could not be
 * mapped.
 */
@Component("ledger")
public final class LedgerComponent extends DefaultComponent {

  private final LedgerParts parts;

  LedgerComponent(LedgerParts parts) {
    this.parts = parts;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String type, Map<String, Object> parameters)
      throws Exception {
    LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, type, parts);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
