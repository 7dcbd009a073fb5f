package dev.ponte.connector.fastcommerce;

import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.Delivery;
import java.util.List;

/**
 * Keeps for each delivery of a batch its own record and what was said of the call, instead of the
 * whole form: it can be read, and the credentials in the form are not in it.
 */
final class FastcommerceTrace implements CallRecorder {

  private Delivery.Call made;

  @Override
  public void trace(Delivery.Call call) {
    made = call;
  }

  /** Nothing is kept of a call that was never made. */
  void keep(List<FastcommerceUpdate> updates, String answer) {
    if (made == null) {
      return;
    }
    for (FastcommerceUpdate update : updates) {
      update
          .delivery()
          .trace(
              new Delivery.Call(
                  made.operation(), update.record().xml(), made.status(), answer, made.millis()));
    }
  }
}
