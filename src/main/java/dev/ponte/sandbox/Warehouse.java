package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do with the orders of the sandbox: pick, invoice, ship, deliver. The ERP of the
 * orders is Focco, that of invoices and tracking Presence, and the carrier tells of deliveries by
 * files.
 */
final class Warehouse implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.ponte.Sandbox");
  private static final Duration PICKED = Duration.ofSeconds(10);
  private static final Duration INVOICED = Duration.ofSeconds(20);
  private static final Duration SHIPPED = Duration.ofSeconds(40);
  private static final Duration DELIVERED = Duration.ofSeconds(80);

  private final Clock clock;
  private final FoccoSimulator focco;
  private final PresenceSimulator presence;
  private final List<Store> stores;
  private final Path carrier;
  private final Map<Long, Job> jobs = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sandbox-warehouse"));

  /**
   * @param carrier the folder where the carrier leaves what it has to tell
   */
  Warehouse(
      Clock clock,
      FoccoSimulator focco,
      PresenceSimulator presence,
      List<Store> stores,
      Path carrier) {
    this.clock = clock;
    this.focco = focco;
    this.presence = presence;
    this.stores = stores;
    this.carrier = carrier;
  }

  /**
   * A store whose orders are worked on.
   *
   * @param connection the hub's name for it
   * @param ecmId Presence's name for it
   * @param has whether it has the order of an id
   */
  record Store(String connection, String ecmId, Predicate<String> has) {}

  private static final class Job {
    final Instant since;
    final Store store;
    PresenceInvoice invoice;
    String code;
    boolean delivered;

    Job(Instant since, Store store) {
      this.since = since;
      this.store = store;
    }
  }

  Warehouse start() {
    timer.scheduleWithFixedDelay(this::round, 1, 1, TimeUnit.SECONDS);
    return this;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void round() {
    try {
      for (FoccoSimulator.SalesOrder order : focco.orders()) {
        work(order);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The warehouse stumbled and goes on: {}", e.toString());
    }
  }

  private void work(FoccoSimulator.SalesOrder order) throws IOException {
    Job job = jobs.computeIfAbsent(order.id(), id -> job(order));
    Duration age = Duration.between(job.since, clock.instant());
    if (order.status().equals("Cancelado") || job.delivered || age.compareTo(PICKED) < 0) {
      return;
    }
    if (order.status().equals("Em processamento")) {
      focco.setStatus(order.id(), "Em separação");
    }
    if (age.compareTo(INVOICED) > 0 && job.invoice == null) {
      focco.setStatus(order.id(), "Faturado");
      job.invoice =
          presence.invoice(job.store.ecmId(), order.purchaseOrder(), order.total().toPlainString());
    }
    if (age.compareTo(SHIPPED) > 0 && job.code == null) {
      job.code = "CR%09dBR".formatted(order.number());
      presence.ship(job.store.ecmId(), order.purchaseOrder(), job.code, job.invoice);
    }
    if (age.compareTo(DELIVERED) > 0) {
      deliver(order, job);
    }
  }

  private Job job(FoccoSimulator.SalesOrder order) {
    Store store =
        stores.stream()
            .filter(it -> it.has().test(order.purchaseOrder()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("Nobody sold order " + order.purchaseOrder()));
    return new Job(clock.instant(), store);
  }

  private void deliver(FoccoSimulator.SalesOrder order, Job job) throws IOException {
    String now = clock.instant().toString();
    ObjectNode shipment = JsonNodeFactory.instance.objectNode();
    shipment.put("source", "carrier").put("id", job.code);
    shipment
        .putObject("order")
        .put("connection", job.store.connection())
        .put("id", order.purchaseOrder());
    shipment.put("invoiceNumber", job.invoice.number()).put("trackingCode", job.code);
    shipment.put("deliveredAt", now);
    shipment
        .putArray("events")
        .addObject()
        .put("at", now)
        .put("description", "Entregue")
        .put("city", "São Paulo")
        .put("state", "SP");
    Files.createDirectories(carrier);
    Path part = carrier.resolve(job.code + ".part");
    Files.writeString(part, shipment.toString());
    Files.move(part, carrier.resolve(job.code + ".json"), StandardCopyOption.ATOMIC_MOVE);
    job.delivered = true;
  }
}
