/**
 * Code that needs the libraries in {@code lib/embedded}, loaded by a class loader of its own, so that the server never
 * sees them. Callers refer to these classes by name only and get JDK types back.
 */
package dev.quarry.launcher.embedded;
