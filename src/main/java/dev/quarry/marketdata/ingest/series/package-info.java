/** Series that are there: watched for new bars, renamed and deleted. */
package dev.quarry.marketdata.ingest.series;
