/**
 * What every search on stored prices needs, before anything is kept of it: the window of the market, the prices in it,
 * the space of combinations and the threads to sweep it.
 */
package dev.quarry.search;
