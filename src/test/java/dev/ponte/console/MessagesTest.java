package dev.ponte.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.ledger.view.OrderClass;
import dev.ponte.ledger.view.Sentence;
import dev.ponte.ledger.view.Step;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What a person is told stands in both languages. */
class MessagesTest {

  private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:TOTAL_DIFFERS = |because\\(\\s*|named\\(\\s*|new NamedFault\\(\\s*|cause = ')\"?([a-z]+\\.[a-z-]+)[\"']");
  private static final Pattern CODE =
      Pattern.compile("\"((?:waits|answer|verdict|event|cause|said)\\.[a-z.-]*[a-z])\"");

  @ParameterizedTest
  @ValueSource(strings = {"messages", "causes"})
  void both_files_have_the_same_keys_and_placeholders(String file) {
    Properties english = read(file + ".properties");
    Properties portuguese = read(file + "_pt_BR.properties");

    assertThat(portuguese.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(places(portuguese.getProperty(key)))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "messages_pt_BR", "causes", "causes_pt_BR"})
  void each_text_is_one_that_can_be_formatted(String file) {
    Properties texts = read(file + ".properties");
    for (String key : texts.stringPropertyNames()) {
      assertThat(texts.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
      assertThat(new MessageFormat(texts.getProperty(key))).as(key).isNotNull();
    }
  }

  @Test
  void each_named_cause_has_a_title_and_says_what_to_do() {
    Set<String> keys = read("causes.properties").stringPropertyNames();
    Set<String> named = found(NAMED);

    assertThat(named).hasSizeGreaterThan(30);
    for (String cause : named) {
      assertThat(keys).contains(cause + ".title", cause + ".todo", cause + ".number");
    }
  }

  @Test
  void each_sentence_that_the_views_make_stands_in_the_files() {
    Set<String> keys = new TreeSet<>(read("messages.properties").stringPropertyNames());
    keys.addAll(read("causes.properties").stringPropertyNames());

    assertThat(found(CODE)).isNotEmpty().isSubsetOf(keys);
    for (OrderClass it : OrderClass.values()) {
      assertThat(keys).contains(it.title().code());
    }
    for (Step it : Step.values()) {
      assertThat(keys)
          .contains(it.title().code(), "answer.over." + it.word(), "verdict.over." + it.word());
    }
  }

  @Test
  void a_sentence_is_said_in_the_language_and_zone_of_whoever_reads() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasenames("pages", "messages", "causes");
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    Instant now = Instant.parse("2026-11-30T06:12:00Z");
    Say say = new Say(source, ZoneId.of("America/Sao_Paulo"), Clock.fixed(now, ZoneOffset.UTC));
    Sentence dead =
        Sentence.of(
            "answer.dead",
            "focco",
            Sentence.of("type.order"),
            now.minusSeconds(3600),
            Sentence.of("focco.no-carrier.title", "focco", "Jadlog (Expresso)"));

    assertThat(in(Locale.ENGLISH, () -> say.sentence(dead)))
        .isEqualTo("focco did not take the order at 02:12:00: No carrier for Jadlog (Expresso)");
    assertThat(in(PORTUGUESE, () -> say.sentence(dead)))
        .isEqualTo(
            "focco não aceitou: pedido, às 02:12:00: Sem transportadora para Jadlog (Expresso)");
    assertThat(
            in(
                PORTUGUESE,
                () ->
                    say.sentence(
                        Sentence.of(
                            "waits.turn-by-quota", "moovin", 1204L, Duration.ofMinutes(20)))))
        .isEqualTo("1.204 vão antes dele a moovin; cerca de 20 min pela cota");
    assertThat(in(Locale.ENGLISH, () -> say.sentence(Sentence.of("verdict.persons", 1L, now))))
        .isEqualTo("One order needs you since 03:12:00");
    assertThat(in(Locale.ENGLISH, () -> say.sentence(Sentence.of("no.such.key").or("as it is"))))
        .isEqualTo("as it is");
  }

  private static String in(Locale language, Supplier<String> said) {
    LocaleContextHolder.setLocale(language);
    try {
      return said.get();
    } finally {
      LocaleContextHolder.resetLocaleContext();
    }
  }

  private static Set<String> places(String text) {
    return Pattern.compile("\\{(\\d)")
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(Pattern pattern) {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(it -> it.toString().endsWith(".java")).toList();
      Set<String> found = new TreeSet<>();
      for (Path source : sources) {
        Matcher matcher = pattern.matcher(Files.readString(source));
        while (matcher.find()) {
          found.add(matcher.group(1));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties read(String file) {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            MessagesTest.class.getResourceAsStream("/" + file), StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
