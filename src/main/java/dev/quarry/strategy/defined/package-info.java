/**
 * Strategies of one's own behind the seam: what a definition says, as the parameters, conditions and lines that engines, grids
 * and pages know of a strategy. Pure: the JDK, the language and {@code dev.quarry.series} only.
 */
package dev.quarry.strategy.defined;
