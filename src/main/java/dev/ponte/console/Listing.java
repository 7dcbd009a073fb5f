package dev.ponte.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A list whose filters stand in its address.
 *
 * @param path of the list
 * @param filter by name, in the order in which they show
 * @param cursor of the next page; null when there is none
 */
record Listing(String path, Map<String, String> filter, String cursor) {

  /**
   * A filter that can be taken away.
   *
   * @param without the address of the list without it
   */
  public record Chip(String name, String value, String without) {}

  /** Those of what was given that are filters of the list, in their order. */
  static Map<String, String> filter(Map<String, String> given, List<String> names) {
    Map<String, String> wanted = new LinkedHashMap<>();
    names.stream()
        .filter(it -> !given.getOrDefault(it, "").isBlank())
        .forEach(it -> wanted.put(it, given.get(it).strip()));
    return wanted;
  }

  /** The filters, each with the way to be rid of it. */
  public List<Chip> chips() {
    return filter.entrySet().stream()
        .map(
            it -> {
              Map<String, String> others = new LinkedHashMap<>(filter);
              others.remove(it.getKey());
              return new Chip(it.getKey(), it.getValue(), address(others));
            })
        .toList();
  }

  /** The address of the next page; null when this is the last one. */
  public String next() {
    if (cursor == null) {
      return null;
    }
    Map<String, String> more = new LinkedHashMap<>(filter);
    more.put("cursor", cursor);
    return address(more);
  }

  /** The address of this list. */
  public String here() {
    return address(filter);
  }

  /** What stands in a filter; empty when it is not set. */
  public String of(String name) {
    return filter.getOrDefault(name, "");
  }

  /** The same list by another path. */
  public String at(String otherPath) {
    return address(otherPath, filter);
  }

  /** A path with what stands in it. */
  static String path(String pattern, Object... parts) {
    return UriComponentsBuilder.fromPath(pattern).encode().buildAndExpand(parts).toUriString();
  }

  private String address(Map<String, String> parameters) {
    return address(path, parameters);
  }

  private static String address(String path, Map<String, String> parameters) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    parameters.keySet().forEach(it -> address.queryParam(it, "{" + it + "}"));
    return address.encode().buildAndExpand(parameters).toUriString();
  }
}
