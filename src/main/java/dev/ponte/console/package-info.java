/** What people see in a browser: who may look, Hawtio, health. */
package dev.ponte.console;
