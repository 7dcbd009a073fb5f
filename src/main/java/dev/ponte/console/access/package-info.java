/** Who may look and act: users and roles, the login, and what a viewer's eyes do not see. */
package dev.ponte.console.access;
