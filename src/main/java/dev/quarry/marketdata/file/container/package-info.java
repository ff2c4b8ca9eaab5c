/** Containers of files: archives, compression, signatures, and temporary copies. */
package dev.quarry.marketdata.file.container;
