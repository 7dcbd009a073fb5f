package dev.ponte.connector.fastcommerce.api;

import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.Delivery;
import java.util.List;

/**
 * Keeps for each delivery of a batch its own record and what was said of the call, instead of the
 * whole form: it can be read, and the credentials in the form are not in it.
 */
final class UpdateTrace implements CallRecorder {

  private Delivery.Call made;

  @Override
  public void trace(Delivery.Call call) {
    made = call;
  }

  /** Nothing is kept of a call that was never made. */
  void keep(List<Update> updates, String answer) {
    if (made == null) {
      return;
    }
    for (Update update : updates) {
      update
          .delivery()
          .trace(
              new Delivery.Call(
                  made.operation(), update.record().xml(), made.status(), answer, made.millis()));
    }
  }
}
