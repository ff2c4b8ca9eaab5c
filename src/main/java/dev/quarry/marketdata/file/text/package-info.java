/** Reads the fields of a line as people write them: numbers, times, dates and zones in every usual spelling. */
package dev.quarry.marketdata.file.text;
