package dev.ponte.ledger;

/** A key that got a new version. */
record Head(long id, String type, long version) {}
