package dev.ponte.flow;

import java.util.Set;

/**
 * Routes that may not run together.
 *
 * @param sentence what would happen, naming the routes, and what to do
 * @param routes which of them are left out
 */
record FlowRefusal(String sentence, Set<FlowRoute> routes) {}
