/** Finds and loads the classes of the application server quickly, so that it starts soon. */
package dev.quarry.launcher.loading;
