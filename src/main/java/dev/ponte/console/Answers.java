package dev.ponte.console;

import dev.ponte.ledger.Repairs.Answer;
import dev.ponte.ledger.Unacceptable;
import dev.ponte.ledger.view.Sentence;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * How a page answers an act: what was done is told on the page that follows, what was not at once.
 */
@Component
class Answers {

  private final Say say;
  private final Eyes eyes;

  Answers(Say say, Eyes eyes) {
    this.say = say;
    this.eyes = eyes;
  }

  /** It was done, or nothing was, since something is not as it was seen. */
  String of(
      Answer answer,
      RedirectAttributes next,
      Model model,
      HttpServletResponse response,
      String page) {
    return answer.done()
        ? done(next, answer.sentence(), page)
        : said(
            model,
            response,
            HttpServletResponse.SC_CONFLICT,
            eyes.sentence(answer.sentence()),
            page);
  }

  /** It was done; the page shows the sentence. */
  String done(RedirectAttributes next, Sentence sentence, String page) {
    next.addFlashAttribute("said", eyes.sentence(sentence));
    return "redirect:" + Preferences.local(page);
  }

  /** Nothing was done, since something was given wrongly, or a system refused. */
  String wrong(Model model, HttpServletResponse response, RuntimeException why, String page) {
    return said(model, response, 422, words(why), page);
  }

  /** The reason in the reader's language, as far as it is one of ours. */
  String words(RuntimeException why) {
    return why instanceof Unacceptable ours
        ? say.sentence(ours.sentence())
        : eyes.words(why.getMessage());
  }

  private static String said(
      Model model, HttpServletResponse response, int status, String words, String page) {
    response.setStatus(status);
    model.addAttribute("words", words);
    model.addAttribute("back", Preferences.local(page));
    return "said";
  }
}
