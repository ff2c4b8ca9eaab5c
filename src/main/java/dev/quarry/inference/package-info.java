/**
 * How far a found result may be trusted: Sharpe ratios with their uncertainty and their deflation for the number of
 * trials, backtest overfitting, data snooping, bootstrap intervals, significance of rules, and a verdict in words.
 *
 * <p>Returns are simple returns, fractions of the equity before them, at one fixed frequency (a day, as a rule), and no
 * ratio is annualised here. What cannot be computed from the data (too few observations, no variance, a NaN among them)
 * is NaN, never a made-up number; an {@link java.lang.IllegalArgumentException} means that the arguments make no sense
 * (a negative count, rows of unequal length). Whatever draws random numbers takes a seed and gives the same bits for
 * the same seed. Pure: the JDK only; no other package of ours, no Jakarta API, no SQL, no clock and no input or output
 * belong here.
 */
package dev.quarry.inference;
