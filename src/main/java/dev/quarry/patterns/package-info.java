/**
 * Rules: which parameter values the winning runs share. {@link dev.quarry.patterns.RuleFinder} is pure; the rules are
 * replaced as a whole, so that no reader ever sees half a set. Runs are read through the ledger; none is tested here.
 */
package dev.quarry.patterns;
