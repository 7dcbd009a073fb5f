package dev.ponte.delivery;

/**
 * The note that a record of a source was fetched, so that a poll does not fetch it again. A source
 * Kamelet puts it on the exchange as property {@link #PROPERTY}; the ledger writes it in the same
 * transaction as the message or the dead letter, and the idempotent repository {@code fetched}
 * answers from it.
 *
 * @param source the connection that the record was read from
 * @param type the canonical type
 * @param key the record's key
 * @param stamp the source's own change stamp; a record with another stamp is fetched again
 */
public record Mark(String source, String type, String key, String stamp) {

  /** Name of the exchange property. */
  public static final String PROPERTY = "PonteMark";

  /**
   * Name of the exchange property with the source's own identifier of the record, for a source that
   * must be told even of records that could not be understood; the text is that of the canonical
   * message's {@code correlation}.
   */
  public static final String CORRELATION = "PonteCorrelation";

  private static final char SEPARATOR = '\u001f';

  /** The form in which a mark is the key of the idempotent repository {@code fetched}. */
  @Override
  public String toString() {
    return source + SEPARATOR + type + SEPARATOR + key + SEPARATOR + stamp;
  }

  /** Reads what {@link #toString} wrote. */
  public static Mark parse(String text) {
    String[] parts = text.split(String.valueOf(SEPARATOR), 4);
    if (parts.length != 4) {
      throw new IllegalArgumentException("Not a mark: " + text);
    }
    return new Mark(parts[0], parts[1], parts[2], parts[3]);
  }
}
