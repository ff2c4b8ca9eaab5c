/** How the classes of the application server are found and loaded, so that it starts soon. */
package dev.quarry.launcher.loading;
