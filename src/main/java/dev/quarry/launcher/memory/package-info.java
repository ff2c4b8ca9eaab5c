/** The memory of the server's JVM: what becomes of it after the start, and what happens when there is no more. */
package dev.quarry.launcher.memory;
