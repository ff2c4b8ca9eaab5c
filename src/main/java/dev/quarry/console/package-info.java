/** The console's files as the browser gets them, with their names by content and the headers that keep a page safe. */
package dev.quarry.console;
