/** The lines that a node writes, to the terminal and to its files, as text or as JSON. */
package dev.quarry.launcher.log;
