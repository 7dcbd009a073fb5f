package dev.ponte.console.api;

import dev.ponte.connection.Finding;
import dev.ponte.flow.FlowDesk;
import dev.ponte.ledger.view.Page;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is wired, what an edit would change, and what ran when. */
@RestController
class ApiFlows {

  private final FlowDesk desk;
  private final Told told;
  private final Acts acts;

  ApiFlows(FlowDesk desk, Told told, Acts acts) {
    this.desk = desk;
    this.told = told;
    this.acts = acts;
  }

  /**
   * The files that run, and those of the folder.
   *
   * @param wiring equal on all processes that run the same
   * @param reload whether edits count while Ponte runs: auto, manual or off
   * @param faults why files are left out
   */
  record Wired(
      String wiring, String reload, String folder, List<String> faults, List<FileItem> files) {}

  /**
   * One file.
   *
   * @param loadedAt null when nothing of it runs
   * @param disk same, other (something else is written there), gone or unknown
   */
  record FileItem(
      String name,
      Instant loadedAt,
      String disk,
      List<String> faults,
      List<FlowDesk.Route> routes) {}

  /**
   * A file with what is written in it.
   *
   * @param lines what runs and what stands on disk, together; without secrets
   */
  record FileText(FileItem file, List<FlowDesk.Line> lines) {}

  /** A text to be checked as if it stood in the folder under that name. */
  record Text(String name, String text) {}

  /** What is wrong, and where. */
  record Fault(String severity, int line, int column, String sentence) {}

  /**
   * What would come of a text.
   *
   * @param added routes that would begin; changed and gone likewise
   */
  record Checked(
      String name,
      boolean runs,
      List<Fault> faults,
      List<String> added,
      List<String> changed,
      List<String> gone) {}

  /** Why; may be missing. */
  record Why(String reason) {}

  @Operation(
      "The files of flows: what runs since when, what has changed on disk, and what is wrong")
  @GetMapping("/api/v1/flows")
  Wired all() {
    return new Wired(
        desk.wiring(),
        desk.mode(),
        desk.folder(),
        desk.faults(),
        desk.files().stream().map(ApiFlows::item).toList());
  }

  @Operation("One file, with what runs and what stands on disk")
  @GetMapping("/api/v1/flows/{file}")
  FileText one(@PathVariable String file) {
    FlowDesk.Text it = desk.file(file).orElseThrow(() -> told.none(file));
    return new FileText(item(it.file()), it.lines());
  }

  @Operation("Checks a text as if it stood in the folder; nothing is saved")
  @PostMapping("/api/v1/flows/check")
  Checked check(@RequestBody Text body) {
    FlowDesk.Checked it = desk.check(body.name(), body.text());
    return new Checked(
        it.name(),
        it.runs(),
        it.faults().stream().map(ApiFlows::fault).toList(),
        it.added(),
        it.changed(),
        it.gone());
  }

  @Operation("What ran since when, by what and whom, the newest first")
  @GetMapping("/api/v1/flows/history")
  Listed<FlowDesk.Past> history(
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Page<FlowDesk.Past> page = desk.history(cursor, Listed.limit(limit));
    return new Listed<>(page.items(), page.next(), null);
  }

  @Operation("Loads what was edited; what has a fault leaves its file as it was")
  @PostMapping("/api/v1/flows/reload")
  Result reload(@RequestBody(required = false) Why body) {
    return acts.of(desk.reload(acts.by(reason(body))));
  }

  @Operation("Writes the files of then into the folder, and loads them; for admins")
  @PostMapping("/api/v1/flows/history/{id}/rollback")
  Result rollback(@PathVariable long id, @RequestBody(required = false) Why body) {
    return acts.of(desk.rollback(id, acts.by(reason(body))));
  }

  private static String reason(Why body) {
    return body == null ? null : body.reason();
  }

  private static FileItem item(FlowDesk.File it) {
    return new FileItem(
        it.name(),
        it.loadedAt(),
        it.disk().name().toLowerCase(Locale.ROOT),
        it.faults(),
        it.routes());
  }

  private static Fault fault(Finding it) {
    return new Fault(
        it.warning() ? "warning" : "fault", it.place().line(), it.place().column(), it.sentence());
  }
}
