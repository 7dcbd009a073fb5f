package dev.ponte.sandbox;

/** What can go wrong between Ponte and an API; a simulator does it on demand. */
public enum Fault {
  /** 500 before anything was done. */
  ERROR_500,
  /** 503 with {@code Retry-After: 1}. */
  UNAVAILABLE,
  /** 429 with {@code Retry-After: 1}. */
  TOO_MANY,
  /** 404, as for a record that is listed and cannot be read. */
  NOT_FOUND,
  UNAUTHORIZED,
  FORBIDDEN,
  /** The connection is closed before the request was looked at. */
  RESET,
  /** The request is carried out, then the connection is closed without an answer. */
  REPLY_LOST,
  /** The connection is closed without an answer; the request is carried out when a test says so. */
  LATE,
  /** The request is carried out, and the answer comes only after {@link Simulator#HANG}. */
  REPLY_WITHHELD,
  /** The request is carried out, then an HTML page comes with status 200. */
  HTML,
  /** The request is carried out, and half of the answer comes. */
  TRUNCATED,
  /** A redirect to another host. */
  REDIRECT,
  /** An answer of 50 MB. */
  HUGE,
  /** An XML document whose entities grow without end. */
  XML_BOMB,
  /** The system's own refusal of the record. */
  REFUSED
}
