package dev.ponte.console;

import dev.ponte.ledger.Audit;
import dev.ponte.ledger.UnknownBuyers;
import dev.ponte.ledger.view.Page;
import dev.ponte.ledger.view.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whom somebody has to register in the ERP, so that their orders go. */
@Controller
class BuyersController {

  private static final int PAGE = 50;

  private final UnknownBuyers buyers;
  private final Audit audit;

  BuyersController(UnknownBuyers buyers, Audit audit) {
    this.buyers = buyers;
    this.audit = audit;
  }

  @GetMapping("/buyers")
  String page(@RequestParam(required = false) String cursor, Model model) {
    Page<UnknownBuyers.Buyer> page = buyers.page(cursor, PAGE);
    model.addAttribute("buyers", page.items());
    model.addAttribute("list", new Listing("/buyers", Map.of(), page.next()));
    return "buyers";
  }

  @GetMapping("/buyers.csv")
  ResponseEntity<byte[]> export() {
    audit.keep(
        audit.by("console", null),
        "export",
        "buyers",
        "all",
        null,
        Sentence.of("said.exported-csv"));
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"buyers.csv\"")
        .body(BuyersSheet.of(buyers.list()).getBytes(StandardCharsets.UTF_8));
  }
}
