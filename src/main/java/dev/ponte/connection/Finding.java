package dev.ponte.connection;

/**
 * What is wrong in a file that a person has written.
 *
 * @param sentence what is wrong and what would be right, without the place
 * @param warning whether it hinders nothing, and is only most probably not meant
 */
public record Finding(Place place, String sentence, boolean warning)
    implements Comparable<Finding> {

  public static Finding fault(Place place, String sentence) {
    return new Finding(place, sentence, false);
  }

  public static Finding warning(Place place, String sentence) {
    return new Finding(place, sentence, true);
  }

  @Override
  public int compareTo(Finding other) {
    return place.compareTo(other.place);
  }

  /** One line, which editors and terminals take for a link to the place. */
  @Override
  public String toString() {
    return place + ": " + sentence;
  }
}
