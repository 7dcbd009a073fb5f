package dev.ponte.console.api;

import dev.ponte.console.EffectiveSettings;
import dev.ponte.ledger.UnknownBuyers;
import dev.ponte.ledger.view.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the hub is set to, and whom somebody has to register. */
@RestController
class ApiSettings {

  private final EffectiveSettings settings;
  private final UnknownBuyers buyers;

  ApiSettings(EffectiveSettings settings, UnknownBuyers buyers) {
    this.settings = settings;
    this.buyers = buyers;
  }

  @Operation("Each key with its value and where it stands; secrets are masked. For admins")
  @GetMapping("/api/v1/settings")
  Listed<EffectiveSettings.Setting> settings() {
    return new Listed<>(settings.list(), null, null);
  }

  @Operation("Buyers that the ERP does not know, with their orders; for operators")
  @GetMapping("/api/v1/buyers")
  Listed<UnknownBuyers.Buyer> buyers(
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Page<UnknownBuyers.Buyer> page = buyers.page(cursor, Listed.limit(limit));
    return new Listed<>(page.items(), page.next(), null);
  }
}
