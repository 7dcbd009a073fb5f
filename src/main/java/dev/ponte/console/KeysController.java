package dev.ponte.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Which keys do what. */
@Controller
class KeysController {

  @GetMapping("/keys")
  String keys() {
    return "keys";
  }
}
