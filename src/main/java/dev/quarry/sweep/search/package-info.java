/**
 * Searches that are made of sweeps: the grid search and its ranking, walk-forward and cross-validation, plateaus and
 * surfaces. Pure, as {@code dev.quarry.sweep} is.
 */
package dev.quarry.sweep.search;
