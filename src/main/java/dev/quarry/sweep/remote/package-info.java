/**
 * A sweep as bytes: what another process needs to run parts of it, and what it gives back. Both ends use these classes, so
 * that neither depends on how the other writes numbers.
 */
package dev.quarry.sweep.remote;
