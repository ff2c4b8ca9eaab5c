/**
 * Tables by column, written as CSV and as an Arrow stream, batch by batch, so that memory does not grow with the number of their
 * rows. Knows neither HTTP nor the database.
 */
package dev.quarry.platform.columns;
