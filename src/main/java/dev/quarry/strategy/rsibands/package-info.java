/**
 * The built-in family of strategies: RSI on 30-minute bins with Bollinger bands and a Keltner channel (SPEC D, E), its
 * indicators, presets and grids. Nothing outside of this package knows its parameters by name. Pure: the JDK only.
 */
package dev.quarry.strategy.rsibands;
