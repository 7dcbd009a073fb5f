package dev.ponte.ledger;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/** Who did what, when and why: {@code GET /actuator/audit}. */
@Component
@Endpoint(id = "audit")
public class AuditEndpoint {

  private final Audit audit;

  AuditEndpoint(Audit audit) {
    this.audit = audit;
  }

  /** The newest acts, newest first. */
  @ReadOperation
  public List<Audit.Entry> newest() {
    return audit.newest();
  }

  /** The acts on one object, such as {@code delivery/17}. */
  @ReadOperation
  public List<Audit.Entry> of(@Selector String objectType, @Selector String object) {
    return audit.of(objectType, object);
  }
}
