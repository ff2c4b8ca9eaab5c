/** What a file would be read as, before anything is stored of it. */
package dev.quarry.marketdata.ingest.preview;
