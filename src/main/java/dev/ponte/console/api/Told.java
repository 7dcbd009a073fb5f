package dev.ponte.console.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.ponte.canonical.Canonical;
import dev.ponte.console.Eyes;
import dev.ponte.console.Say;
import dev.ponte.ledger.Deliveries;
import dev.ponte.ledger.view.DeliveryRow;
import dev.ponte.ledger.view.LetterRow;
import dev.ponte.ledger.view.OrderPages;
import dev.ponte.ledger.view.OrderPages.View;
import dev.ponte.ledger.view.OrderRow;
import dev.ponte.ledger.view.Sentence;
import dev.ponte.ledger.view.Wait;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * What the API tells of orders and deliveries: chosen field by field, so that a viewer is given
 * nothing of a person.
 */
@Component
class Told {

  private final Eyes eyes;
  private final Say say;

  Told(Eyes eyes, Say say) {
    this.eyes = eyes;
    this.say = say;
  }

  /**
   * One order in a list.
   *
   * @param origin the store
   * @param number that the store shows to people; null when it is the id
   * @param buyer name and place, for a viewer initials and place; null when they are gone
   * @param total in reais
   * @param orderClass needs-a-person, waits, under-way or done
   * @param says where it is, or what it waits for
   * @param step that comes next: accepted, invoiced, shipped or arrived; null when it has arrived
   * @param since when the step before it was taken
   * @param over whether it takes longer than it may
   * @param erp the connection that has taken it; null when none has
   */
  record OrderItem(
      String origin,
      String id,
      String number,
      OffsetDateTime placedAt,
      String buyer,
      String total,
      @JsonProperty("class") String orderClass,
      Said says,
      boolean cancelled,
      String step,
      OffsetDateTime since,
      boolean over,
      String erp,
      String erpNumber,
      String invoice,
      String tracking) {}

  /**
   * One delivery.
   *
   * @param expect what {@code expect} of an act says when it was seen like this
   * @param words the target's own
   * @param waitingFor null when it has ended well, and in lists, which do not look
   */
  record DeliveryItem(
      long id,
      String type,
      String key,
      String source,
      String origin,
      String subscriber,
      long version,
      String state,
      int attempts,
      String expect,
      String cause,
      String subject,
      String failureClass,
      String code,
      String words,
      OffsetDateTime createdAt,
      OffsetDateTime dueAt,
      OffsetDateTime finishedAt,
      Said waitingFor) {}

  /**
   * What is said of the order first.
   *
   * @param tone under-way, waits or person
   * @param todo what to do; null when there is nothing to do
   * @param delivery it is about; null when it is about the order
   * @param others other deliveries of the same cause; null when nobody counted
   */
  record Answer(String tone, Said says, String todo, Long delivery, Long others) {}

  record Step(String step, OffsetDateTime at, boolean late) {}

  record Number(String connection, String id, String label, String state) {}

  record InvoiceItem(String number, String accessKey) {}

  record ShipmentItem(String trackingCode, String carrier, String trackingUrl) {}

  /**
   * One call.
   *
   * @param request null for a viewer, as the answer: they may be personal
   */
  record Call(String operation, int status, long millis, String request, String answer) {}

  /**
   * Something that happened.
   *
   * @param who the connection or person
   * @param removed whether there was more, which is gone
   */
  record Event(
      OffsetDateTime at,
      String who,
      Said what,
      String words,
      Long delivery,
      List<Call> calls,
      boolean removed) {}

  /**
   * A record that was not understood.
   *
   * @param title what is wrong, in a few words
   * @param todo what to do; empty when nobody knows more
   * @param endedAt when it was dismissed, fetched again or understood; null while it needs somebody
   */
  record LetterItem(
      long id,
      String source,
      String type,
      String key,
      String reason,
      String cause,
      String subject,
      Said title,
      String todo,
      OffsetDateTime recordedAt,
      OffsetDateTime endedAt,
      String endedBy) {}

  record Waiting(String type, String key, String source, OffsetDateTime recordedAt) {}

  /**
   * One order's whole life.
   *
   * @param answers the worst first
   * @param timeline the newest first
   * @param cut whether there is more of it
   * @param waiting messages about it that wait for their store
   * @param deadLetters records about it that were not understood
   * @param document the order in canonical form; null for a viewer, and when it is gone
   */
  record OrderLife(
      OrderItem order,
      List<Answer> answers,
      List<Step> clock,
      List<Number> numbers,
      List<InvoiceItem> invoices,
      List<ShipmentItem> shipments,
      List<DeliveryItem> deliveries,
      List<Event> timeline,
      boolean cut,
      List<Waiting> waiting,
      List<LetterItem> deadLetters,
      @JsonRawValue String document) {}

  String words(String of) {
    return eyes.words(of);
  }

  Said said(Sentence it) {
    return it == null ? null : new Said(it.code(), eyes.sentence(it));
  }

  OrderItem order(OrderRow it) {
    return new OrderItem(
        it.origin(),
        it.id(),
        it.number(),
        it.placedAt(),
        eyes.buyer(it.buyer()),
        plain(it.total()),
        it.orderClass().word(),
        said(it.sentence()),
        it.cancelled(),
        it.step() == null ? null : it.step().word(),
        it.since(),
        it.over(),
        it.erp(),
        it.erpNumber(),
        it.invoice(),
        it.tracking());
  }

  DeliveryItem delivery(Deliveries.Row it) {
    return new DeliveryItem(
        it.id(),
        it.type(),
        it.key(),
        it.source(),
        it.origin(),
        it.subscriber(),
        it.version(),
        it.state(),
        it.attempts(),
        it.state() + "," + it.attempts(),
        it.cause(),
        it.subject(),
        it.failureClass(),
        it.code(),
        eyes.words(it.words()),
        it.createdAt(),
        it.dueAt(),
        it.finishedAt(),
        null);
  }

  DeliveryItem delivery(DeliveryRow it, Wait wait) {
    return new DeliveryItem(
        it.id(),
        it.type(),
        it.key(),
        it.source(),
        it.origin(),
        it.subscriber(),
        it.version(),
        it.state(),
        it.attempts(),
        it.state() + "," + it.attempts(),
        it.cause(),
        it.subject(),
        it.failureClass(),
        it.code(),
        eyes.words(it.words()),
        it.createdAt(),
        it.dueAt(),
        it.finishedAt(),
        wait == null ? null : said(wait.sentence()));
  }

  LetterItem letter(LetterRow it) {
    return new LetterItem(
        it.id(),
        it.source(),
        it.type(),
        it.key(),
        eyes.words(it.reason()),
        it.cause(),
        it.subject(),
        said(it.title()),
        eyes.sentence(it.todo()),
        it.recordedAt(),
        it.endedAt(),
        it.endedBy());
  }

  OrderLife life(View it) {
    return new OrderLife(
        order(it.row()),
        it.answers().stream().map(this::answer).toList(),
        it.steps().stream().map(s -> new Step(s.step().word(), s.at(), s.late())).toList(),
        it.references().stream()
            .map(r -> new Number(r.connection(), r.id(), r.label(), r.state()))
            .toList(),
        it.invoices().stream().map(i -> new InvoiceItem(i.number(), i.accessKey())).toList(),
        it.shipments().stream()
            .map(s -> new ShipmentItem(s.trackingCode(), s.carrier(), s.trackingUrl()))
            .toList(),
        it.deliveries().stream().map(l -> delivery(l.delivery(), l.waitsFor())).toList(),
        it.timeline().stream().map(this::event).toList(),
        it.cut(),
        it.waiting().stream()
            .map(w -> new Waiting(w.type(), w.key(), w.source(), w.recordedAt()))
            .toList(),
        it.letters().stream().map(this::letter).toList(),
        eyes.seePersons() && it.order() != null ? Canonical.write(it.order()) : null);
  }

  private Answer answer(OrderPages.Answer it) {
    String todo = it.todo() == null ? "" : eyes.sentence(it.todo());
    return new Answer(
        it.tone().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        said(it.sentence()),
        todo.isEmpty() ? null : todo,
        it.line() == null ? null : it.line().delivery().id(),
        it.others() == null ? null : it.others().value());
  }

  private Event event(OrderPages.Event it) {
    return new Event(
        it.at(),
        it.who(),
        said(it.what()),
        eyes.words(it.words()),
        it.delivery(),
        it.calls().stream().map(this::call).toList(),
        it.removed());
  }

  private Call call(OrderPages.CallRow it) {
    boolean all = eyes.seePersons();
    return new Call(
        it.operation(),
        it.status(),
        it.millis(),
        all ? it.request() : null,
        all ? it.answer() : null);
  }

  private static String plain(BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }

  /** What is said where there is no such thing. */
  NotFound none(Object what) {
    return new NotFound(say.text("api.none", String.valueOf(what)));
  }
}
