/**
 * The readable, exact back-test engine: parameters, indicators, the strategy loop, trades and statistics. It is the
 * oracle against which faster engines are tested, so each number has one documented order of operations. Pure: the
 * JDK only; no Jakarta API, no SQL, no clock, no randomness, no input or output may ever come in here.
 */
package dev.quarry.backtest;
