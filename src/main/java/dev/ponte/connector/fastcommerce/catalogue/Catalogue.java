package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.ReportPages;
import dev.ponte.connector.fastcommerce.api.ReportQuery;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Priority;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which IDProduto the store has given to which CodProd, kept as references of the store's own codes
 * and learned from report 425 and from the answers to insertions. An unknown code costs no call of
 * its own: the whole list is read for all of them, and not again for a while.
 */
@Component("fastcommerceCatalogue")
class Catalogue {

  private static final String READ = "catalogue-read";
  private static final String GONE = "gone";
  private static final int LEARNED_AT_ONCE = 500;

  private final Api api;
  private final References references;
  private final Cursors cursors;
  private final Clock clock;

  Catalogue(Api api, References references, Cursors cursors, Clock clock) {
    this.api = api;
    this.references = references;
    this.cursors = cursors;
    this.clock = clock;
  }

  /** The IDProduto of each code that is known already; costs no call. */
  Map<String, String> known(Connection connection, Collection<String> codes) {
    Map<String, String> ids = new HashMap<>();
    references
        .byKeys(Reference.ITEM, connection.name(), codes, connection.name())
        .forEach(
            (code, reference) -> {
              if (!GONE.equals(reference.state())) {
                ids.put(code, reference.id());
              }
            });
    return ids;
  }

  /** The CodProd of a product; empty when it is not known. */
  Optional<String> code(Connection connection, String id) {
    return references.byId(Reference.ITEM, connection.name(), id).stream()
        .filter(it -> it.source().equals(connection.name()))
        .map(Reference::key)
        .findFirst();
  }

  /**
   * Reads all codes of the store, unless that was done a short while ago, by this process or
   * another.
   *
   * @param priority of the calls
   * @return whether they were read
   * @throws DeliveryFailure when they could not be read to the end
   */
  boolean readIfDue(Connection connection, Priority priority) {
    Duration every = connection.settings(FastcommerceSettings.class).products().lookEvery();
    Optional<String> last = cursors.get(connection.name(), READ);
    if (last.map(Instant::parse)
        .filter(it -> it.plus(every).isAfter(clock.instant()))
        .isPresent()) {
      return false;
    }
    cursors.put(connection.name(), READ, clock.instant().toString());
    try {
      read(connection, priority);
      return true;
    } catch (DeliveryFailure failure) {
      readAnew(connection);
      throw failure;
    }
  }

  /** The list is read again for the next code that is not known. */
  void readAnew(Connection connection) {
    cursors.put(connection.name(), READ, Instant.EPOCH.toString());
  }

  /**
   * Asks the store for one code, by a call of its own.
   *
   * @return the IDProduto of each product that has it
   */
  List<String> ask(Connection connection, String code, Priority priority) {
    ReportQuery query = codes(priority).parameter(ProductFields.REF, code);
    List<String> ids = new ArrayList<>();
    new ReportPages(api, connection, query)
        .forEachRemaining(
            page ->
                page.rows()
                    .forEachRemaining(
                        row -> {
                          if (code.equals(row.get(ProductFields.CODE))) {
                            ids.add(row.get(ProductFields.ID));
                          }
                        }));
    return ids;
  }

  /**
   * Keeps the IDProduto of codes that were read. Of several products with one code that which is
   * known already stays the one, until the store refuses it.
   *
   * @return the IDProduto of all these codes from now on
   */
  Map<String, String> learn(Connection connection, Map<String, String> ids) {
    Map<String, String> known = known(connection, ids.keySet());
    List<Reference> news = new ArrayList<>();
    ids.forEach(
        (code, id) -> {
          if (known.putIfAbsent(code, id) == null) {
            news.add(reference(connection, code, id, null));
          }
        });
    if (!news.isEmpty()) {
      references.save(news);
    }
    return known;
  }

  /** The product of this code is this one, whatever was known before. */
  void keep(Connection connection, String code, String id) {
    references.save(List.of(reference(connection, code, id, null)));
  }

  /** The store has no such product any more. */
  void forget(Connection connection, String code, String id) {
    references.save(List.of(reference(connection, code, id, GONE)));
  }

  private void read(Connection connection, Priority priority) {
    int size = connection.settings(FastcommerceSettings.class).products().pageSize();
    Map<String, String> ids = new HashMap<>();
    new ReportPages(api, connection, codes(priority), size)
        .forEachRemaining(
            page -> {
              for (Iterator<ReportRow> rows = page.rows(); rows.hasNext(); ) {
                ReportRow row = rows.next();
                String code = row.get(ProductFields.CODE);
                if (code != null && row.get(ProductFields.ID) != null) {
                  ids.putIfAbsent(code, row.get(ProductFields.ID));
                }
                if (ids.size() == LEARNED_AT_ONCE || !rows.hasNext()) {
                  learn(connection, ids);
                  ids.clear();
                }
              }
            });
  }

  private static ReportQuery codes(Priority priority) {
    return ReportQuery.of(ProductFields.REPORT)
        .fields(ProductFields.CODE + "," + ProductFields.ID)
        .priority(priority);
  }

  private static Reference reference(Connection connection, String code, String id, String state) {
    return new Reference(
        Reference.ITEM, connection.name(), code, connection.name(), id, null, state, false);
  }
}
