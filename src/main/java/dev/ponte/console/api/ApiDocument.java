package dev.ponte.console.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What there is, for programs: OpenAPI 3. */
@RestController
class ApiDocument {

  @Operation("This document")
  @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  Resource openapi() {
    return new ClassPathResource("openapi.json");
  }
}
