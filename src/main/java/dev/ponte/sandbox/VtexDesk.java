package dev.ponte.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.Simulator.Request;
import dev.ponte.sandbox.VtexShelf.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What the VTEX simulator does to one order; the caller holds the order's lock. */
final class VtexDesk {

  static final String READY = "ready-for-handling";

  private static final JsonMapper JSON = new JsonMapper();

  private final VtexShelf shelf;
  private final AtomicInteger conflicts = new AtomicInteger();
  private final AtomicInteger lostInvoices = new AtomicInteger();
  private volatile boolean oldVerbs;
  private volatile int readsUntilCanceled = 2;
  private volatile int readsUntilInvoiceShows;

  VtexDesk(VtexShelf shelf) {
    this.shelf = shelf;
  }

  void allowOldVerbs() {
    oldVerbs = true;
  }

  void readsUntilCanceled(int reads) {
    readsUntilCanceled = reads;
  }

  void loseInvoices(int calls) {
    lostInvoices.set(calls);
  }

  void readsUntilInvoiceShows(int reads) {
    readsUntilInvoiceShows = reads;
  }

  Answer answer(String operation, Request request, Stored order) {
    return switch (request.method() + " " + operation) {
      case "GET get-order" -> detail(order);
      case "POST start-handling" -> startHandling(order);
      case "POST cancel" -> cancel(request, order);
      case "GET cancel" ->
          oldVerbs ? cancelled(order) : VtexSimulator.error(404, null, "Not Found");
      case "POST invoice" -> VtexInvoices.post(shelf, order, body(request), readsUntilInvoiceShows);
      case "PATCH update-tracking", "PUT tracking-events" -> track(request, order);
      default -> VtexSimulator.error(404, null, "Not Found");
    };
  }

  private Answer detail(Stored order) {
    if (order.readsUntilCanceled > 0) {
      order.readsUntilCanceled--;
    } else if (order.readsUntilCanceled == 0) {
      order.readsUntilCanceled = -1;
      shelf.move(order, "canceled");
    }
    VtexInvoices.read(shelf, order);
    boolean open = !List.of("invoiced", "cancel", "canceled").contains(order.status);
    String head =
        """
        {"status":"%s","statusDescription":"%s","allowCancellation":%s,"packageAttachment":{"packages":[%s]},"""
            .formatted(
                order.status,
                order.status,
                open && order.packages.isEmpty(),
                order.packages.stream()
                    .filter(VtexPackage::visible)
                    .map(VtexPackage::toString)
                    .collect(Collectors.joining(",")));
    ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + order.rest.length);
    whole.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    whole.write(order.rest, 1, order.rest.length - 1);
    return new Answer(200, "application/json; charset=utf-8", whole.toByteArray(), Map.of());
  }

  private Answer track(Request request, Stored order) {
    if (lostInvoices.getAndUpdate(it -> Math.max(0, it - 1)) > 0) {
      return VtexTracks.missing();
    }
    String number = VtexPaths.invoice(request.path());
    return request.method().equals("PATCH")
        ? VtexTracks.number(order, number, body(request))
        : VtexTracks.events(order, number, body(request));
  }

  private Answer startHandling(Stored order) {
    order.handlingCalls++;
    if (!order.status.equals(READY)) {
      int turn = conflicts.getAndIncrement() % 3;
      return VtexSimulator.error(
          turn == 1 ? 400 : 409,
          turn == 2 ? "OMS004" : "OMS003",
          "Order status should be ready-for-handling to perform this action");
    }
    order.handled++;
    shelf.move(order, "handling");
    return Answer.empty(204);
  }

  private Answer cancel(Request request, Stored order) {
    String type = String.valueOf(request.headers().get("Content-Type"));
    JsonNode body = body(request);
    if (!type.startsWith("application/json") || body == null || !body.isObject()) {
      return Answer.json(
          415,
          """
          {"type":"https://tools.ietf.org/html/rfc7231#section-6.5.13","title":"Unsupported Media Type","status":415}""");
    }
    return cancelled(order);
  }

  private Answer cancelled(Stored order) {
    if (order.status.equals("invoiced") || !order.packages.isEmpty()) {
      return VtexSimulator.error(400, "OMS010", "Order is invoiced and cannot be canceled");
    }
    if (order.status.startsWith("cancel") && !order.status.equals("cancellation-requested")) {
      return VtexSimulator.error(400, "OMS003", "Order is already being canceled");
    }
    order.cancels++;
    order.readsUntilCanceled = readsUntilCanceled;
    shelf.move(order, "cancel");
    return VtexInvoices.receipt(order);
  }

  /** Null when it is no JSON. */
  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.text());
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }
}
