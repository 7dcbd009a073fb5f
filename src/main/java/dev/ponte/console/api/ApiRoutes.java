package dev.ponte.console.api;

import dev.ponte.flow.FlowDesk;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The routes of this process. */
@RestController
class ApiRoutes {

  private final CamelContext camel;
  private final FlowDesk desk;
  private final Acts acts;
  private final Told told;

  ApiRoutes(CamelContext camel, FlowDesk desk, Acts acts, Told told) {
    this.camel = camel;
    this.desk = desk;
    this.acts = acts;
    this.told = told;
  }

  /**
   * One route of this process.
   *
   * @param state Started, Stopped and so on, as Camel calls it
   */
  record RouteItem(String id, String description, String from, String state) {}

  @Operation("The routes of this process")
  @GetMapping("/api/v1/routes")
  Listed<RouteItem> list() {
    return new Listed<>(
        camel.getRoutes().stream().map(it -> item(it.getRouteId())).toList(), null, null);
  }

  @Operation("One route of this process")
  @GetMapping("/api/v1/routes/{id}")
  RouteItem one(@PathVariable String id) {
    return item(known(id));
  }

  @Operation("Starts it in this process; for admins")
  @PostMapping("/api/v1/routes/{id}/start")
  Result start(@PathVariable String id) {
    return acts.of(desk.start(known(id)));
  }

  @Operation(
      "Stops it in this process, until somebody starts it or the process starts anew; calls under way end first. For admins")
  @PostMapping("/api/v1/routes/{id}/stop")
  Result stop(@PathVariable String id) {
    return acts.of(desk.stop(known(id)));
  }

  private RouteController routes() {
    return camel.getRouteController();
  }

  private String known(String id) {
    if (camel.getRoute(id) == null) {
      throw told.none(id);
    }
    return id;
  }

  private RouteItem item(String id) {
    return new RouteItem(
        id,
        camel.getRoute(id).getDescription(),
        camel.getRoute(id).getEndpoint().getEndpointBaseUri(),
        routes().getRouteStatus(id).name());
  }
}
