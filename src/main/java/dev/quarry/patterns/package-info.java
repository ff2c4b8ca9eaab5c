/**
 * Rules: which parameter values the winning runs share. {@link dev.quarry.patterns.RuleFinder} is pure; the rules are
 * swapped as a whole, so that no reader ever sees half a set. It reads runs through the ledger and never tests one.
 */
package dev.quarry.patterns;
