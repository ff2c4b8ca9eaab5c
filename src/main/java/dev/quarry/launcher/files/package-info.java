/** Files that only their owner may read, and writing that is on the disk when it says so. */
package dev.quarry.launcher.files;
