/**
 * The zero-setup start: the command line, the embedded database and broker, the application server in the same JVM, and
 * their orderly stop. Packed as {@code quarry.jar}, never in the WAR; nothing here may know the application beyond its
 * health address, the system properties that it reads and the text of a key.
 */
package dev.quarry.launcher;
