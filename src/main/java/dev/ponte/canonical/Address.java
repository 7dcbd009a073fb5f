package dev.ponte.canonical;

/**
 * A postal address; every part may be null, as stores have it.
 *
 * @param receiver who takes it
 * @param postalCode CEP as 8 digits, foreign codes as given
 * @param state two letters in Brazil
 * @param country three letters, ISO 3166-1 alpha-3
 * @param pickup whether the customer fetches it here, at a pick-up point
 */
public record Address(
    String receiver,
    String street,
    String number,
    String complement,
    String district,
    String reference,
    String city,
    String state,
    String postalCode,
    String country,
    boolean pickup) {

  /** The same address with who takes it there; unchanged for null. */
  public Address to(String person) {
    return person == null
        ? this
        : new Address(
            person,
            street,
            number,
            complement,
            district,
            reference,
            city,
            state,
            postalCode,
            country,
            pickup);
  }
}
