package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.PresenceSimulator;
import dev.ponte.sandbox.Simulator;
import dev.ponte.sandbox.VtexSimulator;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/**
 * With the application.yaml that ships and keys only, no operation is called more often than the
 * crons of the polls that need it allow. On a quick clock, counted in the simulators.
 */
class CallsWithinCronsTest {

  private static final int SPEED = 60;
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final TimeZone ZONE = TimeZone.getTimeZone("America/Sao_Paulo");

  /** As they ship; written down once more, since what ships is what is tested. */
  private static final Map<String, String> CRONS =
      Map.of(
          "orders", "0/30 * * * * ?",
          "cancellations", "40 0/15 * * * ?",
          "order-status", "15 0/2 * * * ?",
          "invoices", "30 0/2 * * * ?",
          "shipments", "45 0/5 * * * ?",
          "stock", "5/10 * * * * ?",
          "products", "0 10 0/2 * * ?",
          "prices", "35 0/5 * * * ?",
          "customers", "0 40 3/6 * * ?",
          "reconciliation", "50 * * * * ?");

  /** How many calls one run of each poll may make, in systems that have nothing new. */
  private static final Map<String, Map<String, Integer>> CALLS_A_RUN =
      Map.ofEntries(
          // A list a status, of two for changes; a check looks into two once a day.
          Map.entry("vtex list-orders", Map.of("orders", 1, "cancellations", 6 + 2, "once", 2)),
          // What is new, what was pending and what was missed.
          Map.entry("moovin getPedidos", Map.of("orders", 3)),
          Map.entry("moovin getClientes", Map.of("customers", 1)),
          Map.entry("moovin getQuantidadeEstoque", Map.of("reconciliation", 1)),
          Map.entry("moovin getPreco", Map.of("reconciliation", 1)),
          // A report a status of orders, two that were cancelled; two checks.
          Map.entry(
              "fastcommerce ReportView",
              Map.of("orders", 4, "prices", 1, "customers", 1, "reconciliation", 2)),
          Map.entry("focco GetClientes", Map.of("customers", 1)),
          // The stock of one item; which there are is read once an hour.
          Map.entry("focco GetEstoqueItem", Map.of("stock", 1)),
          Map.entry("focco GetItens", Map.of("products", 1, "once", 1)),
          Map.entry("presence ECM-STATUS-PEDIDO", Map.of("order-status", 1)),
          Map.entry("presence ECM-DADOS-NF", Map.of("invoices", 1)),
          Map.entry("presence ECM-CODIGO-RASTREIO", Map.of("shipments", 1)));

  /** At 3:28 in São Paulo: once the hub has started, the customers are read at 3:40. */
  private final FastClock clock = new FastClock(SPEED, Instant.parse("2026-03-10T06:28:00Z"));

  private final Instant begin = clock.instant();
  private final VtexSimulator vtex = new VtexSimulator(0);
  private final MoovinSimulator moovin = new MoovinSimulator(0, clock);
  private final FastcommerceSimulator fastcommerce = new FastcommerceSimulator(0, clock);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final PresenceSimulator presence = new PresenceSimulator(0, clock);
  private final Map<String, Simulator> systems = new LinkedHashMap<>();
  private final Hub hub = new Hub().asScheduled().clock(clock, SPEED);

  @AfterEach
  void stop() {
    hub.close();
    systems.values().forEach(Simulator::close);
  }

  @Test
  void all_systems_are_asked_as_often_as_the_shipped_crons_say() {
    connect("vtex", vtex);
    connect("moovin", moovin);
    connect("fastcommerce", fastcommerce);
    connect("focco", focco);
    connect("presence", presence);
    focco.putItem("FG1", "Fogão", Map.of());
    hub.start();

    Map<String, long[]> table = table(Map.of());

    assertThat(table.values()).allSatisfy(it -> assertThat(it[0]).isLessThanOrEqualTo(it[1]));
    assertThat(table)
        .as("all kinds of poll came")
        .hasEntrySatisfying("vtex list-orders", it -> assertThat(it[0]).isGreaterThan(12))
        .hasEntrySatisfying("focco GetEstoqueItem", it -> assertThat(it[0]).isGreaterThan(20))
        .hasEntrySatisfying("presence ECM-DADOS-NF", it -> assertThat(it[0]).isGreaterThan(2));
  }

  @Test
  void a_connection_with_a_schedule_of_its_own_is_asked_by_that_one() {
    connect("vtex", vtex);
    connect("moovin", moovin);
    connect("focco", focco);
    Map<String, String> own = Map.of("orders", "0 0/4 * * * ?", "cancellations", "20 0/5 * * * ?");
    own.forEach((poll, cron) -> hub.set("ponte.connections.vtex.schedule." + poll, cron));
    hub.start();

    Map<String, long[]> table = table(own);

    assertThat(table.values()).allSatisfy(it -> assertThat(it[0]).isLessThanOrEqualTo(it[1]));
    assertThat(vtex.calls("list-orders")).isGreaterThan(6);
    assertThat(moovin.calls("getPedidos")).isGreaterThan(5);
  }

  /** Waits for ten minutes and prints what was called; each row has the calls and the bound. */
  private Map<String, long[]> table(Map<String, String> ofVtex) {
    Instant end = clock.instant().plus(TEN_MINUTES);
    await().atMost(Duration.ofMinutes(2)).until(() -> clock.instant().isAfter(end));
    Map<String, long[]> table = new TreeMap<>();
    systems.forEach(
        (name, system) ->
            system
                .counts()
                .forEach(
                    (operation, calls) -> {
                      String row = name + " " + operation;
                      if (CALLS_A_RUN.containsKey(row)) {
                        long allowed = allowed(row, name.equals("vtex") ? ofVtex : Map.of());
                        table.put(row, new long[] {calls, allowed});
                      }
                    }));
    System.out.printf("%-30s %6s %8s%n", "operation", "calls", "allowed");
    table.forEach((row, it) -> System.out.printf("%-30s %6d %8d%n", row, it[0], it[1]));
    return table;
  }

  private long allowed(String row, Map<String, String> own) {
    return CALLS_A_RUN.get(row).entrySet().stream()
        .mapToLong(
            it -> {
              String cron = own.getOrDefault(it.getKey(), CRONS.get(it.getKey()));
              return it.getValue() * (cron == null ? 1 : ticks(cron));
            })
        .sum();
  }

  /** Since before the hub was started. */
  private long ticks(String cron) {
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(ZONE);
      Date now = Date.from(clock.instant());
      long ticks = 0;
      Date tick = expression.getNextValidTimeAfter(Date.from(begin));
      while (!tick.after(now)) {
        ticks++;
        tick = expression.getNextValidTimeAfter(tick);
      }
      return ticks;
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void connect(String name, Simulator simulator) {
    systems.put(name, simulator);
    hub.connect(name, simulator.start());
  }
}
