/**
 * Takes over what a database of the reference holds: candles, tested runs, leaderboards and rules. The source is read only;
 * in Quarry's tables nothing that is there is changed, so that it may be done again. Works on two JDBC connections and on
 * the tables as the migrations make them; it knows no class of the application.
 */
package dev.quarry.launcher.reference;
