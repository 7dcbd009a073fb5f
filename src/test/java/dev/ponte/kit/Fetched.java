package dev.ponte.kit;

import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** The idempotent repository of that name: it only answers from the marks; the ledger writes. */
public final class Fetched extends ServiceSupport implements IdempotentRepository, FetchedMarks {

  private final Predicate<String> marked;

  public Fetched(Predicate<String> marked) {
    this.marked = marked;
  }

  @Override
  public List<Mark> unknown(List<Mark> marks) {
    return marks.stream().filter(it -> !contains(it.toString())).toList();
  }

  @Override
  public boolean add(String key) {
    return !contains(key);
  }

  @Override
  public boolean contains(String key) {
    return marked.test(key);
  }

  @Override
  public boolean remove(String key) {
    return true;
  }

  @Override
  public boolean confirm(String key) {
    return true;
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }
}
