package dev.ponte.delivery;

/** The delivery belongs to another process by now; whoever meets this stops and writes nothing. */
public class LeaseLost extends RuntimeException {

  public LeaseLost(String message) {
    super(message);
  }
}
