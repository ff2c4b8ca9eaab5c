/**
 * Frozen winners: what a search found, kept with its date and its figures, and how it has fared on every bar that opened since.
 * Nothing that is kept at birth is ever written again.
 */
package dev.quarry.frozen;
