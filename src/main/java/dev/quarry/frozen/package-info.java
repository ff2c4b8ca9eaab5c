/**
 * Frozen winners: what a search found, kept with its date and its figures, and how it has fared on every bar that
 * opened since. What is stored when a winner is frozen never changes.
 */
package dev.quarry.frozen;
