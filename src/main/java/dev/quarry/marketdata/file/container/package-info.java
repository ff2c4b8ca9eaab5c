/** What a file comes in: archives, compressions, how a file begins, and bytes that are kept aside while it is read. */
package dev.quarry.marketdata.file.container;
