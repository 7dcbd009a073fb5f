/** How lists of a system come in: page by page, each record once, each refusal by itself. */
package dev.ponte.intake;
