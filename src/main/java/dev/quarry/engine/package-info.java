/**
 * The readable, exact back-test engine: the trading loop, sizing, exits, trades, curves and statistics. It is the oracle
 * against which faster engines are tested, so each number has one documented order of operations. Pure: the JDK only; no
 * Jakarta API, no SQL, no clock, no randomness, no input or output may ever come in here.
 */
package dev.quarry.engine;
