/** Files that a browser sends in pieces, until they are imported. */
package dev.quarry.marketdata.store.upload;
