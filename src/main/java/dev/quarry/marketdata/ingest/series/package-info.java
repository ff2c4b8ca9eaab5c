/** Actions on existing series: watching for new bars, renaming and deleting. */
package dev.quarry.marketdata.ingest.series;
