package dev.ponte.connection;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;

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
   * What a value here must be, when this one cannot be read as it; empty when it can, or when all
   * may stand here.
   */
  Optional<String> refuses(String value) {
    List<Class<?>> all = types.stream().<Class<?>>map(KnownKeys::raw).toList();
    return all.stream().anyMatch(it -> takes(it, value))
        ? Optional.empty()
        : all.stream().findFirst().map(KnownKeys::form);
  }

  private static boolean takes(Class<?> type, String value) {
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return false;
    }
    ConversionService conversion = ApplicationConversionService.getSharedInstance();
    if (!conversion.canConvert(String.class, type)) {
      return true;
    }
    try {
      conversion.convert(value, type);
      return true;
    } catch (ConversionException e) {
      return false;
    }
  }

  /** As a sentence says it. */
  static String form(Class<?> wanted) {
    if (wanted.isEnum()) {
      return Arrays.stream(wanted.getEnumConstants())
          .map(it -> it.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (wanted.isRecord() || Map.class.isAssignableFrom(wanted)) {
      return "a block with keys below it"
          + (wanted.isRecord() ? ": " + String.join(", ", names(wanted)) : "");
    }
    if (wanted == Duration.class) {
      return "a span of time such as 30s, 5m or 2h";
    }
    if (wanted == ZoneId.class) {
      return "a time zone such as America/Sao_Paulo";
    }
    if (wanted == Boolean.class || wanted == boolean.class) {
      return "true or false";
    }
    return NUMBERS.contains(wanted) ? "a number" : "of the form of a " + wanted.getSimpleName();
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
      if (Nearest.plain(names.get(i)).equals(Nearest.plain(key))) {
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
}
