package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Order;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The sequence of calls that makes an order in Focco: never twice, and where the answer is lost a
 * person is asked.
 *
 * <p>The budget's id is the idempotency key. Before the intent to call CriaPedido is stored, a
 * half-built budget is thrown away and built anew. After it, a new budget may be built only once
 * ApagaOrcamento of the old one has succeeded; that it is not found then means that the order
 * exists.
 */
@Component
class FoccoSaga {

  private static final Logger LOG = LoggerFactory.getLogger(FoccoSaga.class);
  private static final int MOST_ORPHANS = 3;

  private final FoccoApi focco;
  private final FoccoBudget budgets;
  private final Clock clock;

  FoccoSaga(FoccoApi focco, FoccoBudget budgets, Clock clock) {
    this.focco = focco;
    this.budgets = budgets;
    this.clock = clock;
  }

  /** Goes on from the progress until the order exists, and returns the progress that says so. */
  FoccoProgress run(Connection connection, Delivery delivery, Order order, FoccoProgress progress) {
    if (progress.calling() == FoccoProgress.Step.FIRST_LINE) {
      requireAnswers(connection, delivery);
    }
    FoccoProgress clean = progress;
    if (progress.calling() == FoccoProgress.Step.CREATE_ORDER) {
      Optional<FoccoProgress> ordered = resolve(connection, delivery, order, progress);
      if (ordered.isPresent()) {
        return ordered.get();
      }
      clean = progress.withoutBudget();
    } else {
      clean = withoutHalfBuilt(connection, delivery, order, progress);
    }
    return build(connection, delivery, order, clean);
  }

  /** A Focco that answers nothing at all would leave one budget after the other in doubt. */
  private void requireAnswers(Connection connection, Delivery delivery) {
    try {
      focco.call(
          connection, "GetCondicoesPagamento", JsonNodeFactory.instance.objectNode(), delivery);
    } catch (ApiFailure failure) {
      if (!rejected(failure) && failure.failureClass() != FailureClass.FORBIDDEN) {
        throw failure;
      }
    }
  }

  /**
   * Removes what was built of an order that is not wanted any more, and returns the progress that
   * says what may be left.
   */
  FoccoProgress discard(
      Connection connection, Delivery delivery, Order order, FoccoProgress progress) {
    if (progress.calling() != FoccoProgress.Step.CREATE_ORDER) {
      return withoutHalfBuilt(connection, delivery, order, progress);
    }
    waitForLateEffect(connection, order, progress);
    deleteAfterIntent(connection, delivery, order, progress);
    return progress.withoutBudget();
  }

  /** Writes words for people behind those of the order. */
  void warn(Connection connection, Delivery delivery, FoccoProgress ordered, String words) {
    focco.call(
        connection,
        "AtualizaObservacaoOrcamento",
        FoccoRequests.warning(ordered.orderId(), words),
        delivery);
  }

  private FoccoProgress withoutHalfBuilt(
      Connection connection, Delivery delivery, Order order, FoccoProgress progress) {
    FoccoProgress known = progress;
    if (progress.calling() == FoccoProgress.Step.FIRST_LINE) {
      known = progress.orphaned();
      LOG.warn(
          "{} may hold a budget of order {} that nobody knows, since the answer to its first line was lost ({} so far)",
          connection.name(),
          order.id(),
          known.orphans());
    }
    if (known.orphans() >= MOST_ORPHANS) {
      FoccoProgress.OF.checkpoint(delivery, known);
      throw new DeliveryFailure(
              FailureClass.PERSON,
              "The answer to the first line of order %s was lost %d times; look in %s for budgets with ordem de compra %s and delete them, then say that the order is not there"
                  .formatted(order.id(), known.orphans(), connection.name(), order.id()))
          .because("focco.budgets-left-behind", null);
    }
    if (known.budget() != null) {
      focco.find(connection, "ApagaOrcamento", FoccoRequests.budget(known.budget()), delivery);
      known = known.withoutBudget();
    }
    return known;
  }

  private FoccoProgress build(
      Connection connection, Delivery delivery, Order order, FoccoProgress clean) {
    FoccoProgress progress;
    FoccoBudget.Plan plan = budgets.plan(connection, order, delivery);
    FoccoProgress opening =
        clean.beforeFirstLine(delivery.version(), clock.instant(), plan.rules());
    FoccoProgress.OF.checkpoint(delivery, opening);
    JsonNode first = firstLine(connection, delivery, plan, opening);
    progress = opening.withBudget(first.path("idorcamento").asLong());
    FoccoProgress.OF.answered(delivery, progress);
    keep(connection, delivery, order, opening, progress);
    try {
      budgets.complete(connection, delivery, plan, progress.budget(), first);
    } catch (DeliveryFailure failure) {
      throw unwanted(failure) ? thrownAway(connection, delivery, progress, failure) : failure;
    }
    return create(connection, delivery, order, progress);
  }

  /** A budget that the ledger cannot keep is thrown away, since nobody else knows its id. */
  private void keep(
      Connection connection,
      Delivery delivery,
      Order order,
      FoccoProgress opening,
      FoccoProgress progress) {
    try {
      FoccoProgress.OF.checkpoint(delivery, progress);
    } catch (RuntimeException failure) {
      try {
        focco.find(connection, "ApagaOrcamento", FoccoRequests.budget(progress.budget()), delivery);
        FoccoProgress.OF.answered(delivery, opening.withoutBudget());
      } catch (RuntimeException left) {
        LOG.warn(
            "{} holds budget {} of order {}, which is thrown away when the ledger still knows it at the next attempt; else delete it there: {}",
            connection.name(),
            progress.budget(),
            order.id(),
            left.getMessage());
      }
      throw failure;
    }
  }

  private JsonNode firstLine(
      Connection connection, Delivery delivery, FoccoBudget.Plan plan, FoccoProgress opening) {
    try {
      return budgets.open(connection, delivery, plan);
    } catch (ApiFailure failure) {
      if (failure.failureClass() != FailureClass.IN_DOUBT) {
        // Refused or never sent: no budget was made, so none is an orphan.
        FoccoProgress.OF.answered(delivery, opening.withoutBudget());
      }
      throw failure;
    }
  }

  /** The budget becomes an order; its answer, if it comes, is stored at once. */
  private FoccoProgress create(
      Connection connection, Delivery delivery, Order order, FoccoProgress progress) {
    FoccoProgress intent = progress.beforeOrder(clock.instant());
    FoccoProgress.OF.checkpoint(delivery, intent);
    JsonNode created;
    try {
      created =
          focco
              .call(connection, "CriaPedido", FoccoRequests.budget(intent.budget()), delivery)
              .first();
    } catch (ApiFailure failure) {
      if (rejected(failure)) {
        deleteAfterIntent(connection, delivery, order, intent);
      } else {
        // It waited for its turn before it was sent, so what was noted before is too early.
        boolean underWay = failure.failureClass() == FailureClass.IN_DOUBT;
        Instant since = underWay ? clock.instant() : Instant.EPOCH;
        FoccoProgress.OF.answered(delivery, intent.beforeOrder(since));
      }
      throw failure;
    }
    FoccoProgress ordered =
        intent.ordered(created.path("idpedido").asText(), created.path("numeropedido").asText());
    FoccoProgress.OF.answered(delivery, ordered);
    // Nothing else could tell it afterwards, and the end of the delivery comes later.
    FoccoProgress.OF.checkpoint(delivery, ordered);
    return ordered;
  }

  /**
   * CriaPedido was about to be called and nothing is known of it. Empty when the old budget is gone
   * for certain, so that a new one may be built.
   */
  private Optional<FoccoProgress> resolve(
      Connection connection, Delivery delivery, Order order, FoccoProgress progress) {
    waitForLateEffect(connection, order, progress);
    JsonNode budget = FoccoRequests.budget(progress.budget());
    if (focco.find(connection, "GetOrcamento", budget, delivery).isEmpty()) {
      throw lost(connection, order, progress);
    }
    if (progress.version() == delivery.version()) {
      return Optional.of(create(connection, delivery, order, progress));
    }
    deleteAfterIntent(connection, delivery, order, progress);
    return Optional.empty();
  }

  /** A call that was sent may take effect long after nobody waits for its answer any more. */
  private void waitForLateEffect(Connection connection, Order order, FoccoProgress progress) {
    Instant certain =
        progress
            .since()
            .plus(connection.limits().readTimeout())
            .plus(connection.settings(FoccoSettings.class).orders().lateEffect());
    if (clock.instant().isBefore(certain)) {
      throw new DeliveryFailure(
          FailureClass.NOT_YET,
          "The answer to CriaPedido of order %s was lost; it may still take effect in %s, so nothing is done before %s"
              .formatted(order.id(), connection.name(), certain),
          null,
          certain,
          null);
    }
  }

  /** Once CriaPedido may have been called, only a deletion that succeeds proves that it was not. */
  private void deleteAfterIntent(
      Connection connection, Delivery delivery, Order order, FoccoProgress progress) {
    JsonNode budget = FoccoRequests.budget(progress.budget());
    if (focco.find(connection, "ApagaOrcamento", budget, delivery).isEmpty()) {
      throw lost(connection, order, progress);
    }
    FoccoProgress.OF.answered(delivery, progress.withoutBudget());
    FoccoProgress.OF.checkpoint(delivery, progress.withoutBudget());
  }

  /**
   * The order is refused, so its budget goes too. When that fails the delivery is tried again,
   * since the progress still knows the budget.
   */
  private DeliveryFailure thrownAway(
      Connection connection, Delivery delivery, FoccoProgress progress, DeliveryFailure refusal) {
    focco.find(connection, "ApagaOrcamento", FoccoRequests.budget(progress.budget()), delivery);
    FoccoProgress.OF.answered(delivery, progress.withoutBudget());
    return refusal;
  }

  private static DeliveryFailure lost(Connection connection, Order order, FoccoProgress progress) {
    String then =
        order.cancelled()
            ? "cancel it, as the store did, and say done"
            : "say done with its number";
    return new DeliveryFailure(
            FailureClass.PERSON,
            "The answer to CriaPedido of order %s was lost and budget %d is gone from %s, so the order probably exists: look there for ordem de compra %s. If it is there, %s; if not, say that it is not there"
                .formatted(order.id(), progress.budget(), connection.name(), order.id(), then))
        .because("focco.order-answer-lost", null);
  }

  /** A budget that Focco made as no order may be: it is made anew once that is put right. */
  private static boolean unwanted(DeliveryFailure failure) {
    return rejected(failure) || failure.failureClass() == FailureClass.UNCONFIGURED;
  }

  private static boolean rejected(DeliveryFailure failure) {
    return failure.failureClass() == FailureClass.REJECTED;
  }
}
