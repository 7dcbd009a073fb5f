package dev.ponte.console.api;

/**
 * A sentence.
 *
 * @param code its name, the same in each language
 * @param words in the language of {@code Accept-Language}, English or Portuguese
 */
record Said(String code, String words) {}
