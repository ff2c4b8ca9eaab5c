/**
 * Imports what a database of the reference contains: candles, tested runs, leaderboards and rules. The source is only
 * read, and existing rows in Quarry's tables are never changed, so that an import can be repeated. It works on two JDBC
 * connections and on the tables as the migrations create them; it knows no class of the application.
 */
package dev.quarry.launcher.reference;
