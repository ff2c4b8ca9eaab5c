/**
 * What engines, grids and forms know of a strategy, whichever it is: its parameters with their types, defaults and ranges,
 * and how raw values of them are read. Pure: the JDK and {@code dev.quarry.series} only.
 */
package dev.quarry.strategy;
