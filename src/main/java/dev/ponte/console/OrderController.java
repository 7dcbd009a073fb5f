package dev.ponte.console;

import dev.ponte.ledger.view.OrderPages;
import dev.ponte.ledger.view.OrderPages.Event;
import dev.ponte.ledger.view.OrderPages.View;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** One order's whole life. */
@Controller
class OrderController {

  private final OrderPages orders;
  private final SupportText support;

  OrderController(OrderPages orders, SupportText support) {
    this.orders = orders;
    this.support = support;
  }

  @GetMapping("/orders/{origin}/{id}")
  String one(
      @PathVariable String origin,
      @PathVariable String id,
      Model model,
      HttpServletResponse response) {
    Optional<View> found = orders.find(origin, id);
    if (found.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      model.addAttribute("traces", orders.traces(id));
      return "order-unknown";
    }
    show(found.get(), null, model);
    return "order";
  }

  /**
   * What moves of the page.
   *
   * @param since the newest event that the page shows
   */
  @GetMapping("/orders/{origin}/{id}/live")
  String live(
      @PathVariable String origin,
      @PathVariable String id,
      @RequestParam(required = false) Instant since,
      Model model) {
    show(known(origin, id), since, model);
    return "order :: live";
  }

  /** Plain text for the support of a supplier, in which no person is named. */
  @GetMapping("/orders/{origin}/{id}/support")
  ResponseEntity<String> support(@PathVariable String origin, @PathVariable String id) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, java.nio.charset.StandardCharsets.UTF_8))
        .body(support.of(known(origin, id)));
  }

  private View known(String origin, String id) {
    return orders
        .find(origin, id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private void show(View view, Instant since, Model model) {
    Instant newest = view.timeline().isEmpty() ? Instant.EPOCH : at(view.timeline().get(0));
    model.addAttribute("view", view);
    model.addAttribute("since", since == null ? newest : since);
    model.addAttribute(
        "newer",
        since == null ? 0 : view.timeline().stream().filter(it -> at(it).isAfter(since)).count());
  }

  private static Instant at(Event event) {
    return event.at().toInstant();
  }
}
