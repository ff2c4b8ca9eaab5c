/**
 * Bars that are pushed in the body of a request, as users' own feeds do. They are checked as a whole before anything is
 * stored, and stored in one transaction; the body is read in {@code http}.
 */
package dev.quarry.marketdata.push;
