package dev.ponte.console;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * How a page answers an act: what was done is told on the page that follows, what was not at once.
 */
final class Answers {

  private Answers() {}

  /** It was done; the page shows the sentence. */
  static String done(RedirectAttributes next, String words, String page) {
    next.addFlashAttribute("said", words);
    return "redirect:" + Preferences.local(page);
  }

  /** Nothing was done, since something is not as it was seen. */
  static String refused(Model model, HttpServletResponse response, String words, String page) {
    return said(model, response, HttpServletResponse.SC_CONFLICT, words, page);
  }

  /** Nothing was done, since something was given wrongly. */
  static String wrong(Model model, HttpServletResponse response, String words, String page) {
    return said(model, response, 422, words, page);
  }

  private static String said(
      Model model, HttpServletResponse response, int status, String words, String page) {
    response.setStatus(status);
    model.addAttribute("words", words);
    model.addAttribute("back", Preferences.local(page));
    return "said";
  }
}
