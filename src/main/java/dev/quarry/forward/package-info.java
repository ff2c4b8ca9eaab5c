/**
 * A winner, unchanged, on prices that its search did not see: its figures there beside those of the search, and whether
 * they are what those led to expect. Winners are stored runs, or rows of searches that implement
 * {@link dev.quarry.forward.FoundRows}. Nothing is chosen here, so nothing here counts as a trial.
 */
package dev.quarry.forward;
