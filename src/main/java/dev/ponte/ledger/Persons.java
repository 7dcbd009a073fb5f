package dev.ponte.ledger;

/** Who is at work in this thread. The web layer knows; without it, it is the machine's user. */
@FunctionalInterface
public interface Persons {

  /** The person whose request this thread serves. */
  Person current();

  /**
   * Who.
   *
   * @param role may be null
   */
  record Person(String name, String role) {

    /** Whoever may reach the process on its own machine. */
    public static Person ofMachine() {
      return new Person(System.getProperty("user.name", "unknown"), null);
    }
  }
}
