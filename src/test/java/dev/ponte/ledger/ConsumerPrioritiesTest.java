package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.kit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsumerPrioritiesTest {

  private static final int STOCK = 3;
  private static final int PRICES = 4;

  private final TestClock clock = new TestClock();
  private final ConsumerPriorities precedence = new ConsumerPriorities(clock);
  private boolean busy = true;

  @Test
  void prices_wait_while_stock_is_sent_and_go_when_it_rests() {
    join();

    assertThat(precedence.yields("shop", PRICES)).isTrue();
    assertThat(precedence.yields("shop", STOCK)).isFalse();
    busy = false;
    assertThat(precedence.yields("shop", PRICES)).isFalse();
  }

  @Test
  void prices_have_a_turn_now_and_then_though_stock_never_rests() {
    join();
    precedence.yields("shop", PRICES);

    clock.forward(Duration.ofSeconds(29));
    assertThat(precedence.yields("shop", PRICES)).isTrue();
    clock.forward(Duration.ofSeconds(1));
    assertThat(precedence.yields("shop", PRICES)).as("one turn").isFalse();
    assertThat(precedence.yields("shop", PRICES)).as("and no other").isTrue();
    assertThat(precedence.yields("other", PRICES)).isFalse();
  }

  private void join() {
    precedence.join("stock", "shop", STOCK, () -> busy);
    precedence.join("prices", "shop", PRICES, () -> false);
  }
}
