package dev.ponte.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Whether all is well. */
@Controller
class OverviewController {

  @GetMapping("/")
  String overview() {
    return "redirect:/problems";
  }
}
