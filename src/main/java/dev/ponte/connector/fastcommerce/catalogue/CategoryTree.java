package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connector.fastcommerce.api.ReportPage;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tree of categories that report 429 lists. */
final class CategoryTree {

  private static final int DEEPEST = 20;

  private CategoryTree() {}

  /** The names from the root to each category, by IDCategoria. */
  static Map<String, List<String>> paths(Iterator<ReportPage> pages) {
    Map<String, ReportRow> rows = new LinkedHashMap<>();
    pages.forEachRemaining(
        page ->
            page.rows()
                .forEachRemaining(
                    row -> {
                      if (row.get("IDCategoria") != null && row.get("Categoria") != null) {
                        rows.put(row.get("IDCategoria"), row);
                      }
                    }));
    Map<String, List<String>> paths = new HashMap<>();
    rows.forEach((id, row) -> paths.put(id, path(rows, row)));
    return Map.copyOf(paths);
  }

  /** A category that is part of itself would have no end. */
  private static List<String> path(Map<String, ReportRow> rows, ReportRow leaf) {
    List<String> path = new ArrayList<>();
    ReportRow row = leaf;
    while (row != null && path.size() < DEEPEST) {
      path.add(row.get("Categoria"));
      row = rows.get(String.valueOf(row.get("IDCategoriaPai")));
    }
    Collections.reverse(path);
    return List.copyOf(path);
  }
}
