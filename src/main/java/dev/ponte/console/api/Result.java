package dev.ponte.console.api;

/** What was done, in one sentence. */
record Result(String result) {}
