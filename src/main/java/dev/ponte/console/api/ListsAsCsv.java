package dev.ponte.console.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ponte.console.Csv;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.view.Sentence;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Any list of the API as CSV, for {@code Accept: text/csv}: the same fields by the same names, of a
 * sentence its words, without what is itself a list. The cursor of the next part is the header
 * {@code Ponte-Next}. An export stands in the audit.
 */
@Component
class ListsAsCsv implements WebMvcConfigurer {

  static final String NEXT = "Ponte-Next";

  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Said.class,
          Instant.class,
          OffsetDateTime.class,
          Boolean.class,
          Integer.class,
          Long.class,
          Double.class);

  private final Audit audit;

  ListsAsCsv(Audit audit) {
    this.audit = audit;
  }

  /** Last, so that whoever accepts anything is given JSON. */
  @Override
  public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
    converters.add(new Converter());
  }

  private void keep() {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes it
        && it.getRequest().getParameter("cursor") == null) {
      String query = it.getRequest().getQueryString();
      audit.keep(
          audit.by("api", null),
          "export",
          it.getRequest().getRequestURI().replaceAll(".*/", ""),
          query == null ? "all" : query,
          null,
          Sentence.of("said.exported-csv"));
    }
  }

  private final class Converter extends AbstractHttpMessageConverter<Listed<?>> {

    Converter() {
      super(StandardCharsets.UTF_8, new MediaType("text", "csv"));
    }

    @Override
    protected boolean supports(Class<?> type) {
      return type == Listed.class;
    }

    @Override
    public boolean canRead(Class<?> type, MediaType media) {
      return false;
    }

    @Override
    protected Listed<?> readInternal(Class<? extends Listed<?>> type, HttpInputMessage input) {
      throw new HttpMessageNotReadableException("A list is never given as CSV", input);
    }

    @Override
    protected void writeInternal(Listed<?> list, HttpOutputMessage output)
        throws java.io.IOException {
      keep();
      if (list.next() != null) {
        output.getHeaders().set(NEXT, list.next());
      }
      PrintWriter out =
          new PrintWriter(new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8));
      if (!list.items().isEmpty()) {
        List<Column> columns = columns(list.items().get(0).getClass());
        Csv.line(out, columns.stream().map(Column::name).toArray());
        for (Object row : list.items()) {
          Csv.line(out, columns.stream().map(it -> it.value().apply(row)).toArray());
        }
      }
      out.flush();
    }
  }

  private record Column(String name, Function<Object, Object> value) {}

  /** Its own fields, and those of records in it by both names. */
  private static List<Column> columns(Class<?> row) {
    return Arrays.stream(row.getRecordComponents())
        .filter(it -> it.getAccessor().getAnnotation(JsonIgnore.class) == null)
        .flatMap(ListsAsCsv::columns)
        .toList();
  }

  private static Stream<Column> columns(RecordComponent field) {
    Class<?> type = field.getType();
    if (type.isPrimitive() || PLAIN.contains(type)) {
      return Stream.of(new Column(name(field), row -> value(field, row)));
    }
    return type.isRecord()
        ? columns(type).stream()
            .map(
                it ->
                    new Column(
                        name(field) + "." + it.name(),
                        row -> {
                          Object inner = value(field, row);
                          return inner == null ? null : it.value().apply(inner);
                        }))
        : Stream.empty();
  }

  private static String name(RecordComponent field) {
    JsonProperty other = field.getAccessor().getAnnotation(JsonProperty.class);
    return other == null ? field.getName() : other.value();
  }

  private static Object value(RecordComponent field, Object row) {
    try {
      Object value = field.getAccessor().invoke(row);
      return value instanceof Said said ? said.words() : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(field + " cannot be read", e);
    }
  }
}
