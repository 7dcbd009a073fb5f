package dev.ponte.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.kit.GeneratedDocument;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code openapi.json} says what the controllers do. */
class OpenApiReferenceTest {

  private static final Path FILE = Path.of("src/main/resources/openapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final Map<String, Object> schemas = new TreeMap<>();

  @Test
  void the_document_says_what_the_controllers_do() throws Exception {
    GeneratedDocument.says(FILE, JSON.writeValueAsString(document()) + "\n");
  }

  @Test
  void each_operation_says_what_it_is_for() throws Exception {
    assertThat(operations())
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(it.isAnnotationPresent(Operation.class)).as(it.toString()).isTrue());
  }

  private Map<String, Object> document() throws Exception {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    for (Method it : operations()) {
      RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(it, RequestMapping.class);
      paths
          .computeIfAbsent(mapping.path()[0], any -> new TreeMap<>())
          .put(mapping.method()[0].name().toLowerCase(java.util.Locale.ROOT), operation(it));
    }
    schema(Problem.class);
    return Map.of(
        "openapi",
        "3.0.3",
        "info",
        Map.of(
            "title",
            "Ponte",
            "version",
            "1",
            "description",
            "What the pages show and do. Times have an offset, money is text in reais."
                + " Whatever goes wrong is answered by application/problem+json."),
        "paths",
        paths,
        "components",
        Map.of(
            "schemas",
            schemas,
            "securitySchemes",
            Map.of("basic", Map.of("type", "http", "scheme", "basic"))),
        "security",
        List.of(Map.of("basic", List.of())));
  }

  private Map<String, Object> operation(Method it) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", it.getAnnotation(Operation.class).value());
    operation.put(
        "operationId",
        it.getDeclaringClass().getSimpleName().replace("Api", "") + "." + it.getName());
    List<Object> parameters = new ArrayList<>();
    for (Parameter parameter : it.getParameters()) {
      if (parameter.isAnnotationPresent(RequestBody.class)) {
        operation.put(
            "requestBody",
            Map.of(
                "required",
                parameter.getAnnotation(RequestBody.class).required(),
                "content",
                json(schema(parameter.getParameterizedType()), "application/json")));
      } else {
        parameters.add(parameter(parameter));
      }
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    operation.put(
        "responses",
        Map.of(
            returned(it) == it.getGenericReturnType() ? "200" : "201",
            Map.of(
                "description", "well", "content", json(schema(returned(it)), "application/json")),
            "default",
            Map.of(
                "description",
                "a problem",
                "content",
                json(reference(Problem.class), "application/problem+json"))));
    return operation;
  }

  private static Type returned(Method it) {
    return it.getGenericReturnType() instanceof ParameterizedType type
            && type.getRawType() == ResponseEntity.class
        ? type.getActualTypeArguments()[0]
        : it.getGenericReturnType();
  }

  private Map<String, Object> parameter(Parameter it) {
    RequestParam query = it.getAnnotation(RequestParam.class);
    RequestHeader header = it.getAnnotation(RequestHeader.class);
    PathVariable path = it.getAnnotation(PathVariable.class);
    String given = query != null ? query.name() : header != null ? header.name() : path.name();
    return new TreeMap<>(
        Map.of(
            "name",
            given.isEmpty() ? it.getName() : given,
            "in",
            query != null ? "query" : header != null ? "header" : "path",
            "required",
            query != null ? query.required() : header == null || header.required(),
            "schema",
            schema(it.getParameterizedType())));
  }

  private static Map<String, Object> json(Object schema, String type) {
    return Map.of(type, Map.of("schema", schema));
  }

  private Map<String, Object> schema(Type type) {
    if (type instanceof ParameterizedType it) {
      Class<?> raw = (Class<?>) it.getRawType();
      Type[] arguments = it.getActualTypeArguments();
      if (Collection.class.isAssignableFrom(raw)) {
        return Map.of("type", "array", "items", schema(arguments[0]));
      }
      if (Map.class.isAssignableFrom(raw)) {
        return Map.of("type", "object", "additionalProperties", schema(arguments[1]));
      }
      return record(raw, arguments[0]);
    }
    Class<?> it = (Class<?>) type;
    if (it == String.class || it == BigDecimal.class || it.isEnum()) {
      return Map.of("type", "string");
    }
    if (it == Instant.class || it == OffsetDateTime.class) {
      return Map.of("type", "string", "format", "date-time");
    }
    if (it == boolean.class || it == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (it == double.class) {
      return Map.of("type", "number");
    }
    if (it == long.class || it == Long.class) {
      return Map.of("type", "integer", "format", "int64");
    }
    if (it == int.class || it == Integer.class) {
      return Map.of("type", "integer", "format", "int32");
    }
    if (it.isRecord()) {
      return record(it, null);
    }
    return Map.of("type", "object");
  }

  /** By reference; of a generic one each kind is a schema of its own. */
  private Map<String, Object> record(Class<?> it, Type argument) {
    String name = name(it, argument);
    if (!schemas.containsKey(name)) {
      schemas.put(name, Map.of());
      Map<String, Object> properties = new LinkedHashMap<>();
      for (RecordComponent part : it.getRecordComponents()) {
        if (!part.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
          properties.put(name(part), property(part, argument));
        }
      }
      schemas.put(name, Map.of("type", "object", "properties", properties));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> property(RecordComponent part, Type argument) {
    if (part.isAnnotationPresent(JsonRawValue.class)
        || part.getAccessor().isAnnotationPresent(JsonRawValue.class)) {
      return Map.of();
    }
    if (argument != null && part.getGenericType() instanceof ParameterizedType list) {
      return Map.of("type", "array", "items", schema(argument));
    }
    return schema(part.getGenericType());
  }

  private static String name(RecordComponent part) {
    JsonProperty other = part.getAccessor().getAnnotation(JsonProperty.class);
    return other == null ? part.getName() : other.value();
  }

  private static Map<String, Object> reference(Class<?> it) {
    return Map.of("$ref", "#/components/schemas/" + name(it, null));
  }

  private static String name(Class<?> it, Type argument) {
    String own =
        it.getEnclosingClass() == null
            ? it.getSimpleName()
            : it.getEnclosingClass().getSimpleName().replace("Api", "") + it.getSimpleName();
    return argument == null ? own : own + "Of" + name((Class<?>) argument, null);
  }

  private static List<Method> operations() throws ClassNotFoundException, IOException {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    List<Method> all = new ArrayList<>();
    for (var it : scan.findCandidateComponents("dev.ponte.console.api")) {
      Arrays.stream(Class.forName(it.getBeanClassName()).getDeclaredMethods())
          .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
          .forEach(all::add);
    }
    all.sort(java.util.Comparator.comparing(Method::toString));
    return all;
  }
}
