/**
 * A market's bars and when they are: their length, the days on which a market trades, and in which of several ways a
 * test uses them. Pure: the JDK only; no clock, no input or output.
 */
package dev.quarry.series;
