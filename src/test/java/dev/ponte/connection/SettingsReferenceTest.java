package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ponte.kit.GeneratedDocument;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.objenesis.SpringObjenesis;

/**
 * {@code docs/reference/configuration.md} lists all keys, as the records tell that they are bound
 * to: their names, forms, defaults, and what their javadoc says of them.
 */
class SettingsReferenceTest {

  private static final Path DOCUMENT = Path.of("docs/reference/configuration.md");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path DEFAULTS = Path.of("src/main/resources/application.yaml");
  private static final String TABLE = "\n| key | form | default | |\n|---|---|---|---|\n";

  private static final String HEAD =
      """
      # Configuration keys

      All keys under `ponte`, as the code reads them; what they are for stands in [connections](../connections.md) and
      [operating](../operating.md). `[]` is one of a list, `<name>` any name. Spans of time are written `30s`, `5m`, `2h`, `10d`.
      `validate` tells of each key that nothing reads.

      ## ponte
      """;

  /** What is read by its name alone. */
  private static final String NAMED =
      """
      | `zone` | time zone | `America/Sao_Paulo` | of days, crons and dates without one |
      | `routes` | text | `routes` | the folder of the flows |
      | `routes.reload` | auto, manual, off | `auto` | whether edits of flows and connections count while Ponte runs |
      | `flows.start` | true or false | `true` | whether the flows are started |
      | `folders.nfe`, `folders.shipments`, `folders.prices` | text | | folders of files that are read |
      | `console.limits.accepted` | span | `30m` | into the ERP, from when the order was read |
      | `console.limits.invoiced` | span | `24h` | its invoice, from then on |
      | `console.limits.shipped` | span | `48h` | the carrier, from then on |
      | `console.limits.arrived` | span | `10d` | the customer, from then on |
      """;

  private final Map<Class<?>, Map<String, String>> javadoc = new HashMap<>();

  @Test
  void the_document_lists_every_key_with_its_form_and_default() throws IOException {
    StringBuilder text = new StringBuilder(HEAD).append(TABLE).append(NAMED);
    shipped("schedule", "Quartz cron", text);
    shipped("retention", "span", text);
    rows("console.", type("dev.ponte.console.access.ConsoleSettings"), text);
    rows("stock.", StockSettings.class, text);
    text.append("\n## Each connection\n\nUnder `ponte.connections.<name>`, whatever its system; ")
        .append("those of limits and quota have the defaults of its system.\n")
        .append(TABLE);
    rows("", ConfiguredConnections.Common.class, text);
    rows("", SettingWarnings.Besides.class, text);
    new TreeMap<>(systems())
        .forEach(
            (name, it) -> {
              text.append("\n## ").append(name).append("\n\n");
              text.append(
                  "`system: %s`. Without %s it is not configured. %s.\n"
                      .formatted(name, quoted(it.requiredKeys()), limits(it.limits())));
              text.append(TABLE);
              rows("", it.settings(), text);
            });
    new TreeMap<>(folders())
        .forEach(
            (name, it) -> {
              text.append("\n## ").append(name).append("\n\n`system: ").append(name).append("`\n");
              text.append(TABLE);
              rows("", it.settings(), text);
            });

    GeneratedDocument.says(DOCUMENT, text.toString());
  }

  @Test
  void nothing_else_under_ponte_is_known_to_the_hub() {
    assertThat(KnownKeys.of(SettingWarnings.Root.class).names())
        .containsExactlyInAnyOrder(
            "zone",
            "connections",
            "schedule",
            "retention",
            "folders",
            "routes",
            "flows",
            "console",
            "stock",
            "sandbox");
  }

  private static void shipped(String key, String form, StringBuilder text) throws IOException {
    JsonNode ponte =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(DEFAULTS.toFile())
            .next()
            .path("ponte");
    ponte
        .path(key)
        .fields()
        .forEachRemaining(
            it ->
                text.append(
                    "| `%s.%s` | %s | `%s` | |\n"
                        .formatted(key, it.getKey(), form, it.getValue().asText())));
  }

  private static Map<String, ApiSystem> systems() {
    return found(ApiSystem.class).stream().collect(Collectors.toMap(ApiSystem::name, it -> it));
  }

  private static Map<String, FolderSettings> folders() {
    return found(FolderSettings.class).stream()
        .collect(Collectors.toMap(FolderSettings::system, it -> it));
  }

  /** Without what they work with: only what never changes is asked for. */
  private static <T> List<T> found(Class<T> type) {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(type));
    List<T> all = new ArrayList<>();
    for (var it : scanner.findCandidateComponents("dev.ponte.connector")) {
      Class<?> found = type(it.getBeanClassName());
      if (found.getProtectionDomain().getCodeSource().getLocation().getPath().endsWith("/classes/")
          && !found.isInterface()) {
        all.add(type.cast(new SpringObjenesis().newInstance(found)));
      }
    }
    return all;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(SettingsReferenceTest::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : "`" + GeneratedDocument.cell(text) + "`";
  }

  private static String limits(Limits it) {
    return ("`concurrency` %d, `connect-timeout` %s, `read-timeout` %s, `max-answer-bytes` %d,"
            + " `quota`: `calls` %d, `window` %s, `reserve` %d, `invoice-reserve` %d,"
            + " `monthly-calls` %d, `poll-share` %s")
        .formatted(
            it.concurrency(),
            value(it.connectTimeout()),
            value(it.readTimeout()),
            it.maxAnswerBytes(),
            it.quotaCalls(),
            value(it.quotaWindow()),
            it.quotaReserve(),
            it.quotaInvoiceReserve(),
            it.monthlyCalls(),
            it.pollShare());
  }

  private void rows(String path, Class<?> type, StringBuilder text) {
    rows(path, type, usual(type), Set.of(), text);
  }

  /** What it is when nothing is configured; null when it is nothing then. */
  private static Object usual(Class<?> type) {
    if (!type.isRecord()) {
      return null;
    }
    try {
      return new Binder(new MapConfigurationPropertySource(Map.of()))
          .bindOrCreate("none", Bindable.of(type));
    } catch (RuntimeException incomplete) {
      return null;
    }
  }

  private void rows(
      String path, Class<?> record, Object usual, Set<Class<?>> around, StringBuilder text) {
    if (!record.isRecord()) {
      return;
    }
    RecordComponent[] components = record.getRecordComponents();
    List<String> names = names(record);
    for (int i = 0; i < components.length; i++) {
      RecordComponent it = components[i];
      String key = path + names.get(i);
      Object value = usual == null ? null : value(it, usual);
      String words = words(record).getOrDefault(it.getName(), "");
      Type type = it.getGenericType();
      boolean list = Collection.class.isAssignableFrom(it.getType());
      boolean map = Map.class.isAssignableFrom(it.getType());
      Class<?> inner = list || map ? raw(argument(type, map ? 1 : 0)) : it.getType();
      String innerKey = list ? key + "[]" : map ? key + ".<name>" : key;
      if (inner.isRecord() && !around.contains(inner)) {
        Set<Class<?>> deeper = new java.util.HashSet<>(around);
        deeper.add(record);
        if (list || map) {
          row(innerKey, "block", null, words, text);
          rows(innerKey + ".", inner, usual(inner), deeper, text);
        } else {
          rows(innerKey + ".", inner, value == null ? usual(inner) : value, deeper, text);
        }
      } else {
        row(innerKey, form(inner), value, words, text);
      }
    }
  }

  private static void row(String key, String form, Object value, String words, StringBuilder text) {
    text.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(
                key,
                form,
                value == null ? "" : quoted(value(value)),
                GeneratedDocument.cell(words)));
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String value(Object value) {
    if (value instanceof Duration it) {
      long seconds = it.toSeconds();
      if (it.isZero() || it.toMillis() % 1000 != 0) {
        return it.isZero() ? "0s" : it.toMillis() + "ms";
      }
      return seconds % 3600 == 0
          ? seconds / 3600 + "h"
          : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
    if (value instanceof Enum<?> it) {
      return word(it);
    }
    if (value instanceof BigDecimal it) {
      return it.toPlainString();
    }
    if (value instanceof Collection<?> it) {
      return it.stream()
          .map(SettingsReferenceTest::value)
          .sorted()
          .collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> it) {
      return it.entrySet().stream()
          .map(one -> one.getKey() + ": " + value(one.getValue()))
          .sorted()
          .collect(Collectors.joining(", "));
    }
    return value.getClass().isRecord() ? "" : value.toString();
  }

  private static String word(Enum<?> it) {
    return it.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String form(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(it -> word((Enum<?>) it))
          .collect(Collectors.joining(", "));
    }
    if (type == Duration.class) {
      return "span";
    }
    if (KnownKeys.of(type).isBoolean()) {
      return "true or false";
    }
    return KnownKeys.of(type).isNumber() ? "number" : type == Object.class ? "any" : "text";
  }

  private static List<String> names(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    try {
      Constructor<?> canonical =
          record.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      Parameter[] parameters = canonical.getParameters();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < components.length; i++) {
        Name given = parameters[i].getAnnotation(Name.class);
        names.add(
            given != null
                ? given.value()
                : DataObjectPropertyName.toDashedForm(components[i].getName()));
      }
      return names;
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

  /** What the javadoc of a record says of its components, by name. */
  private Map<String, String> words(Class<?> record) {
    return javadoc.computeIfAbsent(record, SettingsReferenceTest::read);
  }

  private static Map<String, String> read(Class<?> record) {
    Class<?> outermost = record;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    Map<String, String> words = new HashMap<>();
    Matcher comment =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*"
                    + "(?:public |private |protected |static )*record "
                    + record.getSimpleName()
                    + "\\(",
                Pattern.DOTALL)
            .matcher(source(outermost));
    if (comment.find()) {
      String plain = comment.group(1).replaceAll("(?m)^\\s*\\* ?", "");
      Matcher one =
          Pattern.compile("@param (\\w+) ((?:(?!\\n@).)*)", Pattern.DOTALL).matcher(plain);
      while (one.find()) {
        words.put(
            one.group(1),
            one.group(2)
                .replaceAll("\\{@code\\s+((?:[^{}]|\\{[^}]*})*)}", "`$1`")
                .replaceAll("\\{@link\\s+#?([^}]*)}", "$1")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&"));
      }
    }
    return words;
  }

  private static String source(Class<?> type) {
    try {
      return Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
