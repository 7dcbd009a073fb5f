package dev.ponte.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.kit.Fetched;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.ReadFeed;
import dev.ponte.kit.TestCursors;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** How a list comes in, whatever its system. */
class FeedDriverTest {

  private final Connection shop =
      new Connection(
          "shop",
          null,
          URI.create("http://localhost"),
          ZoneOffset.UTC,
          null,
          Duration.ofHours(1),
          false,
          Map.of(),
          null,
          null);
  private final PollRun run = new PollRun(new HeldLease());
  private final TestCursors cursors = new TestCursors();
  private final Set<String> marks = new HashSet<>();
  private final Map<String, Page> pages = new HashMap<>();
  private final List<List<String>> exchanges = new ArrayList<>();
  private String unread = "none";
  private String unrecorded = "none";

  @Test
  void each_page_is_an_exchange_and_the_cursor_follows() {
    page("begin", "2", once("a"), once("b"));
    page("2", "3", once("c"));
    page("3", null);

    assertThat(poll()).isNull();

    assertThat(exchanges).containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(cursors.all).containsEntry("shop/things", "end");
  }

  @Test
  void what_is_marked_is_left_out_unless_another_state_of_it_is_news() {
    page("begin", null, once("a"), once("b"), entry("c", "old"), entry("c", "new"));
    marks.add(mark("a", "x").toString());
    marks.add(mark("c", "old").toString());

    poll();

    assertThat(exchanges).containsExactly(List.of("b", "c", "c"));
  }

  @Test
  void a_page_that_cannot_be_read_is_told_and_read_again_by_the_next_poll() {
    page("begin", "2", once("a"));
    page("2", null, once("b"));
    unread = "2";

    assertThat(poll()).isNull();
    assertThat(run.firstFailure()).hasMessage("2 is away");
    assertThat(cursors.all).containsEntry("shop/things", "2");

    unread = "none";
    poll();
    assertThat(exchanges).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void a_page_that_is_not_recorded_moves_no_cursor_and_ends_the_run() {
    page("begin", "2", once("a"));
    page("2", "3", once("b"));
    page("3", null, once("c"));
    unrecorded = "b";

    assertThat(poll()).hasMessage("The database is away");

    assertThat(cursors.all).containsEntry("shop/things", "2");
    assertThat(exchanges).as("nothing is read ahead").hasSize(2);
  }

  @Test
  void a_record_that_could_not_be_read_holds_the_cursor_back() {
    page("begin", "2", once("a").readBy(FeedDriverTest::away), once("b"));
    page("2", null, once("c"));

    ReadFeed read = ReadFeed.of(feed(), shop, run, cursors);

    assertThat(read.messages).extracting(Message::key).containsExactly("b@1");
    assertThat(run.firstFailure()).hasMessage("stock a: it is away");
    assertThat(cursors.all).containsEntry("shop/things", "begin");
  }

  @Test
  void a_record_that_its_system_refuses_to_give_is_a_dead_letter_and_holds_up_nothing() {
    page(
        "begin",
        null,
        once("a")
            .readBy(
                () -> {
                  throw new DeliveryFailure(FailureClass.REJECTED, "no such thing");
                }));

    ReadFeed read = ReadFeed.of(feed(), shop, run, cursors);

    assertThat(read.reason())
        .isEqualTo(
            "stock a of shop is listed, but cannot be read: no such thing. See there what it is, then have the dead letter fetched again");
    assertThat(cursors.all).containsEntry("shop/things", "end");
  }

  @Test
  void states_go_on_together_and_those_that_are_refused_by_themselves() {
    page(
        "begin",
        null,
        state("a", FeedDriverTest::stock),
        state("b", failing(new IllegalArgumentException("it has no code"))),
        state("c", failing(new NullPointerException("no price"))),
        state("d", FeedDriverTest::stock));

    ReadFeed read = ReadFeed.of(feed(), shop, run, cursors);

    assertThat(read.bodies).hasSize(1);
    assertThat(read.messages).extracting(Message::key).containsExactly("a@1", "d@1");
    assertThat(read.refused)
        .extracting(it -> it.getException().getMessage())
        .satisfiesExactly(
            refused ->
                assertThat(refused).isEqualTo("stock b of shop cannot be taken: it has no code"),
            bug -> assertThat(bug).startsWith("bug: java.lang.NullPointerException: no price"));
    assertThat(read.refused.get(0).getProperty(Mark.PROPERTY, Mark.class).key()).isEqualTo("b");
    assertThat(read.refused.get(0).getMessage().getBody()).isEqualTo("\"b\"");
  }

  @Test
  void an_outage_of_the_ledger_is_no_record_s_fault() {
    page(
        "begin",
        null,
        state("a", failing(new CannotGetJdbcConnectionException("The database is away"))));

    assertThatThrownBy(this::poll).isInstanceOf(CannotGetJdbcConnectionException.class);
    assertThat(cursors.all).containsEntry("shop/things", "begin");
  }

  @Test
  void what_is_not_to_be_taken_now_comes_again_and_what_tells_nothing_is_done_with() {
    page("begin", null, entry("a", it -> null), entry("b", it -> List.of()));

    assertThat(ReadFeed.of(feed(), shop, run, cursors).bodies).containsExactly(List.of());
  }

  private Exception poll() {
    return new FeedDriver(new Fetched(marks::contains), cursors)
        .run(
            feed(),
            shop,
            run,
            entries -> {
              exchanges.add(entries.stream().map(it -> it.mark().key()).toList());
              return exchanges.get(exchanges.size() - 1).contains(unrecorded)
                  ? new IllegalStateException("The database is away")
                  : null;
            });
  }

  private Feed feed() {
    return new Feed() {
      @Override
      public String cursor() {
        return "things";
      }

      @Override
      public String first(Connection connection) {
        return "begin";
      }

      @Override
      public Page read(Connection connection, String at) {
        if (at.equals(unread)) {
          throw new DeliveryFailure(FailureClass.TRANSIENT, at + " is away");
        }
        return pages.get(at);
      }
    };
  }

  /** Null for the last page. */
  private void page(String at, String next, Entry... entries) {
    pages.put(at, new Page(List.of(entries), next == null ? "end" : next, next == null));
  }

  private Entry once(String key) {
    return entry(key, FeedDriverTest::stock);
  }

  private Entry entry(String key, String stamp) {
    return Entry.once(mark(key, stamp), TextNode.valueOf(key), FeedDriverTest::stock);
  }

  private Entry entry(String key, Function<JsonNode, List<? extends Message>> mapper) {
    return Entry.once(mark(key, "x"), TextNode.valueOf(key), mapper);
  }

  private Entry state(String key, Function<JsonNode, List<? extends Message>> mapper) {
    return Entry.state(shop, Stock.TYPE, key, TextNode.valueOf(key), mapper);
  }

  private static Function<JsonNode, List<? extends Message>> failing(RuntimeException why) {
    return it -> {
      throw why;
    };
  }

  private static JsonNode away() {
    throw new DeliveryFailure(FailureClass.TRANSIENT, "it is away");
  }

  private static Mark mark(String key, String stamp) {
    return new Mark("shop", Stock.TYPE, key, stamp);
  }

  private static List<Stock> stock(JsonNode key) {
    return List.of(
        new Stock(
            "shop",
            key.asText(),
            Location.company("1"),
            null,
            null,
            BigDecimal.ONE,
            null,
            null,
            null));
  }
}
