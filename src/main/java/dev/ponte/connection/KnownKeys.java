package dev.ponte.connection;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The keys at one place of the settings, as the records tell that they are bound to.
 *
 * @param types what is bound there; several where several look at the same place
 */
record KnownKeys(List<Type> types) {

  private static final Set<Class<?>> NUMBERS =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class);

  static KnownKeys of(Type... types) {
    return new KnownKeys(List.of(types));
  }

  /** Whether anything may stand here. */
  boolean isOpen() {
    return types.stream().anyMatch(it -> raw(it).equals(Object.class));
  }

  boolean isNumber() {
    return types.stream().anyMatch(it -> NUMBERS.contains(raw(it)));
  }

  boolean isBoolean() {
    return types.stream().anyMatch(it -> Set.of(boolean.class, Boolean.class).contains(raw(it)));
  }

  /**
   * What stands under a key.
   *
   * @param key the name, or the index of a list
   * @return empty when nothing can stand there
   */
  Optional<KnownKeys> child(String key) {
    List<Type> found = types.stream().flatMap(it -> children(it, key)).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(new KnownKeys(found));
  }

  /** The names that may stand here, as they are written; empty where all may. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    types.stream()
        .map(KnownKeys::raw)
        .filter(Class::isRecord)
        .forEach(it -> names.addAll(names(it)));
    return names;
  }

  /** The one of the names that looks like the key; empty when none does. */
  static Optional<String> nearest(String key, Collection<String> names) {
    String plain = plain(key);
    return names.stream()
        .filter(it -> distance(plain, plain(it)) <= Math.max(1, plain.length() / 3))
        .min(Comparator.comparingInt(it -> distance(plain, plain(it))));
  }

  private static Stream<Type> children(Type type, String key) {
    Class<?> raw = raw(type);
    if (raw.equals(Object.class)) {
      return Stream.of(raw);
    }
    if (Map.class.isAssignableFrom(raw)) {
      return Stream.of(argument(type, 1));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return key.matches("\\d+") ? Stream.of(argument(type, 0)) : Stream.empty();
    }
    if (!raw.isRecord()) {
      return Stream.empty();
    }
    List<String> names = names(raw);
    RecordComponent[] components = raw.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (plain(names.get(i)).equals(plain(key))) {
        return Stream.of(components[i].getGenericType());
      }
    }
    return Stream.empty();
  }

  /** In the order of the components. */
  private static List<String> names(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = record.getDeclaredConstructor(types);
      return IntStream.range(0, components.length)
          .mapToObj(
              i -> {
                Name given = canonical.getParameters()[i].getAnnotation(Name.class);
                return given != null
                    ? given.value()
                    : DataObjectPropertyName.toDashedForm(components[i].getName());
              })
          .toList();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType it) {
      return (Class<?>) it.getRawType();
    }
    return type instanceof Class<?> it ? it : Object.class;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType it ? it.getActualTypeArguments()[index] : Object.class;
  }

  private static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** How many letters have to be put in, left out or replaced. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    Arrays.setAll(before, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
      }
      before = row;
    }
    return before[other.length()];
  }
}
