/**
 * The strategies that there are: the built-in family, those that Quarry ships, those that users stored, and what a request says
 * of one. Whatever names a strategy, in a request, a payload or a stored row, is turned into one here.
 */
package dev.quarry.catalog;
