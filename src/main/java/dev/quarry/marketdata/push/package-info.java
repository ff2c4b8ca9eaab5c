/**
 * Bars that come in the body of a request: what a feed of one's own sends. Checked as a whole before anything is stored, and
 * stored in one transaction; what reads the body is in {@code http}.
 */
package dev.quarry.marketdata.push;
