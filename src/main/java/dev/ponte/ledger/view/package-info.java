/**
 * What the console, its API and the command line read of the ledger: records and named SQL, nothing
 * that writes. No query is unbounded: ids come first by an index, then the details of a list of
 * ids, and counts stop at 10,000. What a person is told is a {@link
 * dev.ponte.ledger.view.Sentence}: a code and its arguments, so that it is the same in page, API
 * and command line, in each language.
 */
package dev.ponte.ledger.view;
