package dev.ponte.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a target has acknowledged last of a key, field by field, so that it is told only what is
 * news to it. Before each call whose answer may be lost the fields that it tells become unsure: the
 * target may hold what it had or what it is told, so both are news until it acknowledges one. It is
 * the delivery's progress, and gone when the ledger has something sent again because the target
 * holds something else.
 */
public final class Told {

  /** How it is written as progress. */
  public interface Form {

    /** The fields and marks of {@link #write}. */
    Map<String, String> read(String progress);

    String write(Map<String, String> fields);
  }

  /** One object of texts; after a question mark, as it was written before, all are unsure. */
  public static final Form FLAT =
      new Form() {
        private static final String ALL_UNSURE = "?";

        @Override
        public Map<String, String> read(String progress) {
          boolean unsure = progress.startsWith(ALL_UNSURE);
          Map<String, String> fields = parse(unsure ? progress.substring(1) : progress);
          if (unsure) {
            fields.replaceAll((name, value) -> UNSURE);
          }
          return fields;
        }

        @Override
        public String write(Map<String, String> fields) {
          try {
            return JSON.writeValueAsString(fields);
          } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  /** Since when the target is being told to make the thing, while the end is not known. */
  public static final String MAKING = "~begun";

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};

  /** No value: no API takes this character. */
  private static final String UNSURE = "\u001a";

  /** Begins what is remembered beside the fields. */
  private static final String MARK = "~";

  private static final Set<FailureClass> WITHOUT_EFFECT =
      EnumSet.of(
          FailureClass.REJECTED,
          FailureClass.FORBIDDEN,
          FailureClass.UNAUTHORIZED,
          FailureClass.THROTTLED,
          FailureClass.UNCONFIGURED);

  private final Delivery delivery;
  private final Form form;
  private Map<String, String> fields;
  private Map<String, String> before;

  private Told(Delivery delivery, Form form) {
    this.delivery = delivery;
    this.form = form;
    this.fields = delivery.progress().map(form::read).orElseGet(LinkedHashMap::new);
    this.before = fields;
  }

  /** What the target of the delivery was told of its key. */
  public static Told of(Delivery delivery) {
    return of(delivery, FLAT);
  }

  public static Told of(Delivery delivery, Form form) {
    return new Told(delivery, form);
  }

  /** Whether nothing was ever told, as far as is known. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Whether the field was told, even if it is not sure that it arrived. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Whether the field was told, and the target may hold something else than this by that. */
  public boolean mayDiffer(String name, String value) {
    return has(name) && !fields.get(name).equals(value);
  }

  /** Which of these the target must be told. */
  public Map<String, String> news(Map<String, String> wanted) {
    Map<String, String> news = new LinkedHashMap<>(wanted);
    news.entrySet().removeIf(it -> it.getValue().equals(fields.get(it.getKey())));
    return news;
  }

  /** The names of the {@link #news}, and of what was told and is wanted no more. */
  public Set<String> changed(Map<String, String> wanted) {
    Set<String> names = new TreeSet<>(fields.keySet());
    names.removeIf(it -> it.startsWith(MARK) || wanted.containsKey(it));
    names.addAll(news(wanted).keySet());
    return names;
  }

  /** A call that tells these is about to be made; durable when it returns. */
  public void telling(Collection<String> names) {
    Map<String, String> unsure = new LinkedHashMap<>(fields);
    names.forEach(it -> unsure.put(it, UNSURE));
    begin(unsure);
  }

  /** A call that takes the thing away is about to be made; durable when it returns. */
  public void removing() {
    Map<String, String> unsure = new LinkedHashMap<>(fields);
    unsure.replaceAll((name, value) -> name.startsWith(MARK) ? value : UNSURE);
    begin(unsure);
  }

  /**
   * A call that makes the thing is about to be made, and nothing is known of what the target has
   * then; durable when it returns.
   *
   * @param marks what is to be remembered beside
   */
  public void making(Instant since, Collection<String> marks) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put(MAKING, since.toString());
    marks.forEach(it -> made.put(it, ""));
    begin(made);
  }

  /** Since when the thing is being made, while it is not known whether it was. */
  public Optional<Instant> making() {
    return Optional.ofNullable(fields.get(MAKING))
        .map(it -> it.isEmpty() ? Instant.EPOCH : Instant.parse(it));
  }

  /** Nothing is being made any more; durable when it returns. */
  public void made() {
    if (has(MAKING)) {
      Map<String, String> others = new LinkedHashMap<>(fields);
      others.remove(MAKING);
      begin(others);
    }
  }

  /**
   * Makes the calls that were begun. When they are refused, or not even sent, the target holds what
   * it had.
   */
  public <T> T by(Supplier<T> calls) {
    try {
      return calls.get();
    } catch (IllegalArgumentException neverSent) {
      unsent();
      throw neverSent;
    } catch (DeliveryFailure failure) {
      if (WITHOUT_EFFECT.contains(failure.failureClass())) {
        unsent();
      }
      throw failure;
    }
  }

  /** What was begun last was certainly not carried out. */
  public void unsent() {
    if (!fields.equals(before)) {
      fields = before;
      answered();
    }
  }

  /** The target has acknowledged these, and holds the others as before. */
  public void acknowledged(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.remove(MAKING);
    all.putAll(more);
    end(all);
  }

  /**
   * The target has acknowledged exactly these.
   *
   * @param marks what is to be remembered beside
   */
  public void holds(Map<String, String> whole, Collection<String> marks) {
    Map<String, String> all = new LinkedHashMap<>(whole);
    marks.forEach(it -> all.put(it, ""));
    end(all);
  }

  /** Costs nothing when it is what is kept already. */
  private void begin(Map<String, String> unsure) {
    before = fields;
    fields = unsure;
    if (!unsure.equals(before)) {
      delivery.checkpoint(form.write(fields));
    }
  }

  private void end(Map<String, String> all) {
    boolean news = !all.equals(fields);
    before = all;
    fields = all;
    if (news) {
      answered();
    }
  }

  private void answered() {
    delivery.answered(fields.isEmpty() ? null : form.write(fields));
  }

  /** Reads an object of texts, as {@link #FLAT} writes it. */
  private static Map<String, String> parse(String json) {
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The progress of the delivery cannot be read", e);
    }
  }
}
