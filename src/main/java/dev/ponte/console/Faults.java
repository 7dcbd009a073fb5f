package dev.ponte.console;

import dev.ponte.ledger.DatabaseWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What a page shows while the ledger's database is away: that it is, since when, and what to do.
 */
@ControllerAdvice(annotations = Controller.class)
class Faults {

  private final DatabaseWatch database;
  private final Frame frame;
  private final Eyes eyes;
  private final Answers answers;

  Faults(DatabaseWatch database, Frame frame, Eyes eyes, Answers answers) {
    this.database = database;
    this.frame = frame;
    this.eyes = eyes;
    this.answers = answers;
  }

  /** The database is known to be away; whoever asks need not wait for it. */
  private static final class Away extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Away() {
      super("The ledger's database is away", null, false, false);
    }
  }

  @ExceptionHandler
  ModelAndView away(RuntimeException failure, HttpServletRequest request) {
    if (!(failure instanceof Away) && !database.caused(failure)) {
      throw failure;
    }
    Model model = new ExtendedModelMap();
    frame.frame(model, request);
    ModelAndView page = new ModelAndView("away", model.asMap(), HttpStatus.SERVICE_UNAVAILABLE);
    Optional<DatabaseWatch.Absence> absence = database.absence();
    page.addObject("since", absence.map(DatabaseWatch.Absence::since).orElse(null));
    page.addObject("words", absence.map(it -> eyes.seePersons() ? it.words() : null).orElse(null));
    return page;
  }

  /** Something in the address or in a form is wrong; who finds it says it in one sentence. */
  @ExceptionHandler
  ModelAndView wrong(IllegalArgumentException failure, HttpServletRequest request) {
    Model model = new ExtendedModelMap();
    frame.frame(model, request);
    model.addAttribute("words", answers.words(failure));
    model.addAttribute("back", "/");
    return new ModelAndView("said", model.asMap(), HttpStatus.BAD_REQUEST);
  }

  /** Asks nothing of a database that is away. */
  @Configuration(proxyBeanMethods = false)
  static class Door implements WebMvcConfigurer {

    private final ObjectProvider<DatabaseWatch> database;

    Door(ObjectProvider<DatabaseWatch> database) {
      this.database = database;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry
          .addInterceptor(
              new HandlerInterceptor() {
                @Override
                public boolean preHandle(
                    HttpServletRequest request, HttpServletResponse response, Object handler) {
                  if (database.getObject().absence().isPresent()) {
                    throw new Away();
                  }
                  return true;
                }
              })
          .excludePathPatterns(
              "/login/**",
              "/error",
              "/preferences",
              "/keys",
              "/assets/**",
              "/webjars/**",
              "/api/**");
    }
  }
}
