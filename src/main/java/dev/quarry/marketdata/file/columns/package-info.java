/** Assigns the columns of a table to the fields of a bar, by the words of its header or as the client says. */
package dev.quarry.marketdata.file.columns;
