package dev.ponte.console;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.console.access.LoggedIn;
import dev.ponte.console.access.Role;
import dev.ponte.ledger.view.Sentence;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * What the eyes of whoever looks may see of persons. A viewer sees initials, a part of a document,
 * and words in which nothing of a person stands; the others see all that the ledger holds.
 */
@Component
public class Eyes {

  private static final int CPF = 11;
  private static final int CNPJ = 14;

  /** In this order: what comes first would be torn by what comes later. */
  private static final List<Mask> MASKS =
      List.of(
          new Mask("(/(?:customer|billing|delivery|shipping|address)[^\\s:;]*):[^;]*", "$1: ***"),
          new Mask("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", "***"),
          new Mask("\\b\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}\\b", "***"),
          new Mask("\\b\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}\\b", "***"),
          new Mask("(?<![\\w-])\\d{14}(?![\\w-])", "***"),
          new Mask("(?<![\\w-])\\d{10,11}(?![\\w-])", "***"),
          new Mask("\\+\\d{2}[ \\d()-]{8,16}\\d", "***"),
          new Mask("\\(?\\b\\d{2}\\)? ?9?\\d{4}-\\d{4}\\b", "***"));

  private record Mask(Pattern pattern, String instead) {
    Mask(String pattern, String instead) {
      this(Pattern.compile(pattern), instead);
    }
  }

  private final LoggedIn loggedIn;
  private final Say say;

  Eyes(LoggedIn loggedIn, Say say) {
    this.loggedIn = loggedIn;
    this.say = say;
  }

  /** Whether personal data may be seen. */
  public boolean seePersons() {
    return loggedIn.role().filter(it -> it.compareTo(Role.OPERATOR) >= 0).isPresent();
  }

  /** Words of a store, a target or the ledger. */
  public String words(String text) {
    return text == null || seePersons() ? text : masked(text);
  }

  /** A value of a message of the type; what is said of customers is all personal. */
  public String of(String type, String value) {
    return value == null || seePersons()
        ? value
        : type.equals(CustomerRecord.TYPE) ? "***" : masked(value);
  }

  /** A sentence of the ledger, in which words of others may stand. */
  public String sentence(Sentence said) {
    return words(say.sentence(said));
  }

  /** A buyer as {@code Maria da Silva, Campinas/SP}; a viewer sees initials and place. */
  public String buyer(String nameAndPlace) {
    return nameAndPlace == null || seePersons() ? nameAndPlace : initials(nameAndPlace);
  }

  /** A CPF or CNPJ. */
  public String document(String digits) {
    return digits == null || seePersons() ? digits : part(digits.replaceAll("\\D", ""));
  }

  static String masked(String text) {
    String left = text;
    for (Mask it : MASKS) {
      left = it.pattern().matcher(left).replaceAll(it.instead());
    }
    return left;
  }

  static String initials(String nameAndPlace) {
    int place = nameAndPlace.lastIndexOf(", ");
    String name = place < 0 ? nameAndPlace : nameAndPlace.substring(0, place);
    StringBuilder initials = new StringBuilder();
    String[] parts = name.strip().split("\\s+");
    for (int i = 0; i < parts.length; i++) {
      if ((i == 0 || i == parts.length - 1) && !parts[i].isEmpty()) {
        initials.append(initials.isEmpty() ? "" : " ");
        initials.appendCodePoint(Character.toUpperCase(parts[i].codePointAt(0))).append('.');
      }
    }
    return place < 0 ? initials.toString() : initials + nameAndPlace.substring(place);
  }

  private static String part(String digits) {
    return switch (digits.length()) {
      case CPF -> "***.***.%s-**".formatted(digits.substring(6, 9));
      case CNPJ -> "**.***.%s/****-**".formatted(digits.substring(5, 8));
      default -> "***";
    };
  }
}
