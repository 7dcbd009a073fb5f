package dev.ponte.connector.moovin.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys {@code products.*} of a Moovin connection.
 *
 * @param variationPattern a regular expression with the named groups {@code colour} and {@code
 *     size}, or one of them, that takes them out of a variation's text, such as {@code
 *     (?<colour>[^#]+)#(?<size>.+)} of {@code STAR#VINHO}; null when the source tells them apart
 * @param categories the codes of categories in the store; what is not listed is not sent
 * @param characteristics which attributes of a product are characteristics in the store
 */
public record ProductSettings(
    Pattern variationPattern, List<Category> categories, List<Characteristic> characteristics) {

  private static final int LEVELS = 3;

  /**
   * A category, at most three deep.
   *
   * @param path its names from the root to the leaf, as the source has them
   * @param codes the store's code of each
   */
  public record Category(List<String> path, List<String> codes) {

    public Category {
      path = path == null ? List.of() : List.copyOf(path);
      codes = codes == null ? List.of() : List.copyOf(codes);
      if (path.isEmpty() || path.size() > LEVELS || path.size() != codes.size()) {
        throw new IllegalArgumentException(
            "Each of products.categories needs a path of 1 to 3 names and as many codes, not %s and %s"
                .formatted(path, codes));
      }
    }

    public String leaf() {
      return path.get(path.size() - 1);
    }
  }

  /**
   * A characteristic of the store.
   *
   * @param attribute the source's name of the attribute
   * @param name the store's name of it
   * @param code the store's code of it
   * @param categories names of the last level that have it
   * @param values what it can be
   */
  public record Characteristic(
      String attribute, String name, String code, List<String> categories, List<Value> values) {

    public Characteristic {
      categories = categories == null ? List.of() : List.copyOf(categories);
      values = values == null ? List.of() : List.copyOf(values);
      if (attribute == null || name == null || code == null || categories.isEmpty()) {
        throw new IllegalArgumentException(
            "Each of products.characteristics needs attribute, name, code and categories");
      }
    }

    /** The store's code of a value; empty when it is not listed. */
    public Optional<String> code(String value) {
      return values.stream().filter(it -> it.value().equals(value)).map(Value::code).findFirst();
    }
  }

  /**
   * One value of a characteristic.
   *
   * @param value as the source has it, and as the store shows it
   * @param code the store's code of it
   */
  public record Value(String value, String code) {}

  public ProductSettings {
    categories = categories == null ? List.of() : List.copyOf(categories);
    characteristics = characteristics == null ? List.of() : List.copyOf(characteristics);
    if (variationPattern != null
        && !variationPattern.pattern().matches("(?s).*\\(\\?<(colour|size)>.*")) {
      throw new IllegalArgumentException(
          "products.variation-pattern needs a group (?<colour>…) or (?<size>…), but is "
              + variationPattern.pattern());
    }
  }

  /** What the pattern's group finds in the text; empty when it has no such group or finds none. */
  public Optional<String> inVariation(String group, String text) {
    if (variationPattern == null || !variationPattern.pattern().contains("(?<" + group + ">")) {
      return Optional.empty();
    }
    Matcher matcher = variationPattern.matcher(text);
    return matcher.matches()
        ? Optional.ofNullable(matcher.group(group)).map(String::strip).filter(it -> !it.isEmpty())
        : Optional.empty();
  }

  /** The category of a path; empty when it is not listed. */
  public Optional<Category> category(List<String> path) {
    return categories.stream().filter(it -> it.path().equals(path)).findFirst();
  }
}
