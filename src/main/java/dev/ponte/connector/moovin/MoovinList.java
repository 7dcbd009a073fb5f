package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Intake;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * A list of a store that a source reads page by page, over as many polls as it takes. Where it
 * stands is kept when a page was recorded, so a poll that ends early is gone on with by the next.
 */
final class MoovinList implements Iterator<MoovinBatch> {

  private final Connection connection;
  private final PollRun run;
  private final Cursors cursors;
  private final Kind kind;
  private final MoovinPosition begin;
  private final MoovinPages pages;
  private int next;
  private int recorded;
  private MoovinBatch ready;
  private boolean ended;

  /**
   * @param begin where it goes on
   */
  MoovinList(
      Connection connection,
      PollRun run,
      Cursors cursors,
      Kind kind,
      MoovinPosition begin,
      MoovinPages pages) {
    this.connection = connection;
    this.run = run;
    this.cursors = cursors;
    this.kind = kind;
    this.begin = begin;
    this.pages = pages;
    this.next = begin.page();
    this.recorded = next - 1;
  }

  /**
   * What is listed.
   *
   * @param cursor name under which the position is kept
   * @param type the canonical type
   * @param identity what tells a row from the others; a null is no identity
   * @param mapping the messages of a row; throws IllegalArgumentException in one sentence
   */
  record Kind(
      String cursor,
      String type,
      Function<JsonNode, String> identity,
      Function<JsonNode, List<? extends Message>> mapping) {}

  @Override
  public boolean hasNext() {
    if (ready == null && !ended && !run.stopped()) {
      read();
    }
    return ready != null;
  }

  @Override
  public MoovinBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    MoovinBatch batch = ready;
    ready = null;
    return batch;
  }

  /** The page was recorded, and counts when all before it were. */
  void recorded(MoovinBatch batch) {
    if (batch.number() == recorded + 1) {
      recorded = batch.number();
      MoovinPosition reached = begin.page(batch.isLast() ? 1 : recorded + 1);
      cursors.put(connection.name(), kind.cursor(), reached.toString());
    }
  }

  private void read() {
    try {
      MoovinPages.Page page = pages.read(next);
      run.succeeded();
      ready = new MoovinBatch(next, page.isLast(), items(page.rows()));
      ended = page.isLast();
      next++;
    } catch (DeliveryFailure failure) {
      ended = true;
      run.failed(failure);
    }
  }

  private List<Object> items(List<JsonNode> rows) {
    List<Message> messages = new ArrayList<>();
    List<Object> items = new ArrayList<>();
    for (JsonNode row : rows) {
      try {
        messages.addAll(kind.mapping().apply(row));
      } catch (RuntimeException e) {
        RuntimeException why = Intake.refusal(e, said -> said);
        String key = kind.identity().apply(row);
        items.add(MoovinRefusal.of(connection.name(), kind.type(), key, row, why));
      }
    }
    if (!messages.isEmpty()) {
      items.add(messages);
    }
    return items;
  }
}
