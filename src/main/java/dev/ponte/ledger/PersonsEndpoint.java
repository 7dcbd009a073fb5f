package dev.ponte.ledger;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * One person's data: {@code POST /actuator/persons/{export|erase}}. The document stands in the
 * body, since addresses are logged.
 */
@Component
@Endpoint(id = "persons")
public class PersonsEndpoint {

  private final PersonalData personalData;
  private final Audit audit;

  PersonsEndpoint(PersonalData personalData, Audit audit) {
    this.personalData = personalData;
    this.audit = audit;
  }

  /**
   * Gives out or erases one person.
   *
   * @param document CPF or CNPJ, with or without punctuation
   * @param reason why; erase needs one
   */
  @WriteOperation
  public WebEndpointResponse<Object> act(
      @Selector String verb, String document, @Nullable String reason) {
    Act act = audit.by("actuator", reason);
    return switch (verb) {
      case "export" -> Responses.of(() -> personalData.export(document, act));
      case "erase" -> Responses.act(() -> personalData.erase(document, act));
      default ->
          Responses.of(
              () -> {
                throw Responses.unknown(verb, "export and erase");
              });
    };
  }
}
