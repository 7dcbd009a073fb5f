package dev.ponte.connector.focco;

import dev.ponte.delivery.Mark;

/** A record that goes on its way by itself, once until it changes. */
interface FoccoMarked {

  Mark mark();
}
