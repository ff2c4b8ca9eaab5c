/** Shows how a file would be read, before anything is stored. */
package dev.quarry.marketdata.ingest.preview;
