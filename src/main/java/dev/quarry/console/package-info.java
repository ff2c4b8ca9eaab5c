/**
 * The console's files as they are served to browsers, with names that depend on their content and the headers that
 * protect the page.
 */
package dev.quarry.console;
