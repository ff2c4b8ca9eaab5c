/**
 * A winner, unchanged, on prices that its search did not see: its figures there beside those of the search, and whether they
 * are what those led to expect. Winners are stored runs, or rows of whoever implements {@link
 * dev.quarry.forward.FoundRows}. Nothing is chosen here, so nothing of it is a trial.
 */
package dev.quarry.forward;
