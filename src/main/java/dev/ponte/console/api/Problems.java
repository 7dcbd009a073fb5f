package dev.ponte.console.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ponte.console.Say;
import dev.ponte.console.access.ApiDoor;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.ledger.DatabaseWatch;
import dev.ponte.ledger.Unacceptable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Whatever goes wrong under {@code /api} is answered by a problem with one sentence. */
@Component
class Problems implements HandlerExceptionResolver, ApiDoor, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final ObjectMapper json;
  private final DatabaseWatch database;
  private final Say say;

  Problems(ObjectMapper json, DatabaseWatch database, Say say) {
    this.json = json;
    this.database = database;
    this.say = say;
  }

  /** Before what makes pages of failures. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request, HttpServletResponse response, Object handler, Exception e) {
    if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
      return null;
    }
    write(response, problem(request, response, e));
    return new ModelAndView();
  }

  @Override
  public void refuse(HttpServletResponse response, int status) {
    write(response, titled(status, say.text("api." + status)));
  }

  private Problem problem(HttpServletRequest request, HttpServletResponse response, Exception e) {
    if (e instanceof NothingDone it) {
      return new Problem(
          "about:blank",
          say.text("api.409.title"),
          HttpStatus.CONFLICT.value(),
          say.sentence(it.sentence()),
          null,
          it.expected(),
          it.is());
    }
    if (e instanceof NotFound it) {
      return titled(HttpStatus.NOT_FOUND.value(), it.getMessage());
    }
    if (e instanceof TypeMismatchException it) {
      return wrong(
          request,
          say.text("api.value", it.getValue(), it.getPropertyName()),
          it.getPropertyName());
    }
    if (e instanceof HttpMessageNotReadableException) {
      return titled(HttpStatus.BAD_REQUEST.value(), say.text("api.body"));
    }
    if (e instanceof ErrorResponse it) {
      it.getHeaders().forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
      return titled(it.getStatusCode().value(), detail(request, it));
    }
    if (e instanceof DeliveryFailure) {
      return titled(HttpStatus.BAD_GATEWAY.value(), e.getMessage());
    }
    if (e instanceof IllegalArgumentException) {
      return e instanceof Unacceptable it
          ? wrong(request, say.sentence(it.sentence()), it.field())
          : wrong(request, e.getMessage(), null);
    }
    if (database.absence().isPresent() || e instanceof RuntimeException it && database.caused(it)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      return titled(HttpStatus.SERVICE_UNAVAILABLE.value(), say.text("away.words"));
    }
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
    return titled(HttpStatus.INTERNAL_SERVER_ERROR.value(), say.text("error.other.words"));
  }

  /** What is asked for is in the address of a read, and in the body of an act. */
  private Problem wrong(HttpServletRequest request, String detail, String field) {
    boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    int status = read ? HttpStatus.BAD_REQUEST.value() : HttpStatus.UNPROCESSABLE_ENTITY.value();
    Problem it = titled(status, detail);
    return new Problem(it.type(), it.title(), it.status(), detail, field, null, null);
  }

  private String detail(HttpServletRequest request, ErrorResponse it) {
    String key = "api." + it.getStatusCode().value();
    return say.textOr(key, it.getBody().getDetail(), request.getMethod(), request.getRequestURI());
  }

  private static Problem titled(int status, String detail) {
    HttpStatus known = HttpStatus.resolve(status);
    return Problem.of(status, known == null ? "" + status : known.getReasonPhrase(), detail);
  }

  private void write(HttpServletResponse response, Problem problem) {
    try {
      response.setStatus(problem.status());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(json.writeValueAsBytes(problem));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
