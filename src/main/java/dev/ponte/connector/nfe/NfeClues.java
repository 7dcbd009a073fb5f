package dev.ponte.connector.nfe;

import dev.ponte.canonical.Fiscal.Clue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an NF-e names the order: in the fields for it, or in free text behind the word pedido. */
final class NfeClues {

  private static final int LONGEST = 100;

  private static final String END = "(?![\\p{L}\\p{N}])";

  /** What may stand between the word and the number. */
  private static final String FILLER =
      "(?:[\\s:.,#=(\\[\"'-]|[nN](?:[º°ª]|[rRoOuUmM]{1,2}"
          + END
          + "|"
          + END
          + ")|(?:num|numero|número|d[eoa]|na|no|venda|vendas|compra|cliente|loja|site|web|internet|e-?commerce|store|marketplace|vtex|moovin|fastcommerce|id|seu|nosso|interno|erp|focco|sistema|cod|código|codigo)"
          + END
          + ")*";

  private static final String TOKEN = "([\\p{Alnum}][\\p{Alnum}._-]*[\\p{Alnum}]|\\p{Digit})";

  private static final Pattern ORDER =
      Pattern.compile(
          "(?iu)(?<![\\p{L}\\p{N}])(?:pedidos?|peds?|order|encomenda|ordem\\s+de\\s+compra|oc|o\\.c)"
              + END
              + FILLER
              + TOKEN
              + "((?:\\s*(?:,|;|/|\\be\\b|&|\\+|\\()\\s*[\\p{Alnum}._-]*\\p{Digit}[\\p{Alnum}._-]*)*)");

  /** The ids of a store whose form is its own. */
  private static final Pattern STORE_ID =
      Pattern.compile(
          "(?<![\\p{Alnum}-])((?:[A-Za-z]{2,10}-)?[vV]?\\d{10,16}(?:[A-Za-z]{2,6})?-\\d{2})(?![\\p{Alnum}-])");

  private static final Pattern REST = Pattern.compile("[\\p{Alnum}][\\p{Alnum}._-]*");
  private static final Pattern NAME = Pattern.compile("(?iu).*(?:ped|order|encomenda).*");

  private final Set<Clue> clues = new LinkedHashSet<>();

  private NfeClues() {}

  /** All that may name the order, the best first. */
  static List<Clue> of(NfeDocument nfe) {
    NfeClues found = new NfeClues();
    String whole = nfe.field("compra/xPed");
    if (whole != null) {
      found.add(whole, "xPed", true);
    } else {
      nfe.items().stream()
          .map(it -> it.get("xPed"))
          .filter(Objects::nonNull)
          .forEach(it -> found.add(it, "xPed of an item", true));
    }
    for (NfeDocument.Note note : nfe.notes()) {
      String field = "obsCont " + note.name();
      if (NAME.matcher(note.name()).matches() && REST.matcher(note.text()).matches()) {
        found.add(note.text(), field, false);
      } else {
        found.inText(note.name() + ": " + note.text(), field);
      }
    }
    found.inText(nfe.field("infAdic/infCpl"), "infCpl");
    return new ArrayList<>(found.clues);
  }

  private void inText(String text, String field) {
    if (text == null) {
      return;
    }
    Matcher order = ORDER.matcher(text);
    while (order.find()) {
      add(order.group(1), field, false);
      Matcher rest = REST.matcher(order.group(2));
      while (rest.find()) {
        add(rest.group(), field, false);
      }
    }
    Matcher id = STORE_ID.matcher(text);
    while (id.find()) {
      add(id.group(1), field, false);
    }
  }

  private void add(String text, String field, boolean designated) {
    String plain = text.strip();
    boolean named = clues.stream().anyMatch(it -> it.text().equals(plain));
    boolean meant = designated || plain.chars().anyMatch(Character::isDigit);
    if (!plain.isEmpty() && plain.length() <= LONGEST && !named && meant) {
      clues.add(new Clue(plain, field, designated));
    }
  }
}
