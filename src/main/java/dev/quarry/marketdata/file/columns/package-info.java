/** Which column of a table is which field of a bar, by the words of its header or as the client says. */
package dev.quarry.marketdata.file.columns;
