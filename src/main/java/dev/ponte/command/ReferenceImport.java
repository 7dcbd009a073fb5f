package dev.ponte.command;

import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What another integration has brought to the ERP: a file of lines {@code store, store order, ERP
 * connection, ERP id, number}. All faults are found before anything is written, and all is written
 * at once or nothing; what is there already stays as it is.
 */
final class ReferenceImport {

  private static final int MOST = 200;
  private static final int LEAST_FIELDS = 4;
  private static final int FIELDS = 5;
  private static final List<String> NAMES =
      List.of("store", "store order", "ERP connection", "ERP id", "number");

  private final Set<String> connections;
  private final References references;
  private final List<String> faults = new ArrayList<>();
  private final Map<List<String>, Row> byOrder = new LinkedHashMap<>();
  private final Map<List<String>, Row> byId = new HashMap<>();
  private int known;

  /**
   * @param connections names that stores and ERPs may have
   */
  ReferenceImport(Set<String> connections, References references) {
    this.connections = connections;
    this.references = references;
  }

  private record Row(int line, Reference reference) {}

  /**
   * What came of it.
   *
   * @param faults one sentence each, with its line; empty when all was written
   */
  record Result(int written, int known, List<String> faults) {

    /** One line that ends the command's answer. */
    String words() {
      return faults.isEmpty()
          ? "%s imported, %d known already".formatted(count(written, "reference"), known)
          : count(faults.size(), "fault") + ", so nothing is imported";
    }

    private static String count(int number, String what) {
      return number + " " + what + (number == 1 ? "" : "s");
    }
  }

  Result run(String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      boolean heading = number == 1 && line.toLowerCase(Locale.ROOT).matches("\\W*store\\b.*");
      if (!line.isBlank() && !line.startsWith("#") && !heading) {
        read(number, line);
      }
    }
    List<Reference> fresh =
        byOrder.values().stream().filter(this::isNew).map(Row::reference).toList();
    if (byOrder.isEmpty() && faults.isEmpty()) {
      faults.add("The file has no lines");
    }
    if (!faults.isEmpty()) {
      return new Result(0, known, faults);
    }
    List<Reference> all = new ArrayList<>(fresh);
    fresh.stream()
        .map(it -> marker(it.source()))
        .distinct()
        .filter(this::isMissing)
        .forEach(all::add);
    references.save(all);
    return new Result(fresh.size(), known, faults);
  }

  /** By it the hub knows that there are such orders of the store, and how many it left out. */
  private static Reference marker(String store) {
    return new Reference("left-out", store, "orders", store, "", null, "0", false);
  }

  private boolean isMissing(Reference it) {
    return references.byKey(it.kind(), it.source(), it.key(), it.connection()).isEmpty();
  }

  private void read(int line, String text) {
    List<String> fields = fields(text);
    if (fields.size() < LEAST_FIELDS || fields.size() > FIELDS) {
      fault(line, "has %d fields, but needs %s".formatted(fields.size(), String.join(", ", NAMES)));
      return;
    }
    boolean whole = true;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).isEmpty() && i < LEAST_FIELDS) {
        whole = fault(line, "has no " + NAMES.get(i));
      } else if (fields.get(i).length() > MOST) {
        whole = fault(line, "has a %s of more than %d characters".formatted(NAMES.get(i), MOST));
      }
    }
    for (int i : new int[] {0, 2}) {
      if (!fields.get(i).isEmpty() && !connections.contains(fields.get(i))) {
        whole =
            fault(
                line,
                "names the %s %s, which is not in ponte.connections; there are %s"
                    .formatted(NAMES.get(i), fields.get(i), connections));
      }
    }
    if (whole) {
      add(line, fields);
    }
  }

  private void add(int line, List<String> fields) {
    String number = fields.size() < FIELDS || fields.get(4).isEmpty() ? null : fields.get(4);
    Reference it =
        new Reference(
            Reference.ORDER,
            fields.get(0),
            fields.get(1),
            fields.get(2),
            fields.get(3),
            number,
            null,
            true);
    Row row = new Row(line, it);
    Row same = byOrder.putIfAbsent(List.of(it.source(), it.key(), it.connection()), row);
    if (same != null && !same.reference().equals(it)) {
      fault(line, "says of order %s other than line %d".formatted(it.key(), same.line()));
    }
    Row other = byId.putIfAbsent(List.of(it.connection(), it.id()), row);
    if (other != null && same == null) {
      fault(
          line,
          "gives order %s the id %s, which is order %s in line %d"
              .formatted(it.key(), it.id(), other.reference().key(), other.line()));
    }
  }

  /** What is known already may have been looked at since, so it is left alone. */
  private boolean isNew(Row row) {
    Reference it = row.reference();
    Optional<Reference> there = references.byKey(it.kind(), it.source(), it.key(), it.connection());
    if (there.isEmpty()) {
      return true;
    }
    if (there.get().id().equals(it.id())) {
      known++;
    } else {
      fault(
          row.line(),
          "gives order %s the id %s, but Ponte knows it as %s in %s"
              .formatted(it.key(), it.id(), there.get().id(), it.connection()));
    }
    return false;
  }

  private boolean fault(int line, String what) {
    faults.add("Line %d %s".formatted(line, what));
    return false;
  }

  /** Of a line; commas or semicolons, and quotes around what has them. */
  private static List<String> fields(String line) {
    char separator = line.contains(";") ? ';' : ',';
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
