package com.example.bazaar;

/**
 * What {@code ponte.connections.<name>} says of a Bazaar store.
 *
 * @param token of the store's API; a secret
 * @param pageSize orders in one page of the list, 1 to 100
 */
public record BazaarSettings(String token, Integer pageSize) {

  private static final int MOST = 100;

  public BazaarSettings {
    pageSize = pageSize == null ? MOST : pageSize;
    if (pageSize < 1 || pageSize > MOST) {
      throw new IllegalArgumentException("page-size is %d, not 1 to 100".formatted(pageSize));
    }
  }
}
