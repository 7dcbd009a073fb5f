package dev.ponte.console;

import dev.ponte.ledger.view.OrderPages;
import dev.ponte.ledger.view.OrderPages.View;
import dev.ponte.ledger.view.OrderRow;
import org.springframework.stereotype.Component;

/** What may be sent to the support of a store or an ERP: facts and its own words, no person. */
@Component
class SupportText {

  private final Say say;

  SupportText(Say say) {
    this.say = say;
  }

  String of(View view) {
    OrderRow row = view.row();
    StringBuilder text = new StringBuilder();
    add(text, say.text("support.order", row.shown(), row.origin(), row.id()));
    add(text, say.text("support.placed", say.full(row.placedAt()), say.money(row.total())));
    view.references()
        .forEach(it -> add(text, say.text("support.number", it.connection(), it.id(), label(it))));
    text.append('\n');
    view.answers().forEach(it -> add(text, say.sentence(it.sentence())));
    text.append('\n');
    view.timeline()
        .forEach(
            it -> {
              String words = it.words() == null ? "" : ": " + it.words();
              add(
                  text,
                  say.full(it.at()) + "  " + it.who() + "  " + say.sentence(it.what()) + words);
              it.calls().forEach(call -> add(text, call(call)));
            });
    return text.toString();
  }

  private static String label(OrderPages.ReferenceRow it) {
    return it.label() == null ? "" : it.label();
  }

  private String call(OrderPages.CallRow it) {
    return "    " + say.text("support.call", it.operation(), it.status(), it.millis());
  }

  private static void add(StringBuilder text, String line) {
    text.append(Eyes.masked(line)).append('\n');
  }
}
