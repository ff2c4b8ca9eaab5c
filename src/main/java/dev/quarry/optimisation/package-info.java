/**
 * Optimisation: a grid search on stored prices that ranks combinations by one metric, over the whole range or walking
 * forward through it. Its result lives in the job; nothing is written into the ledger of runs.
 */
package dev.quarry.optimisation;
