/** Files that only their owner may read, and durable writing. */
package dev.quarry.launcher.files;
