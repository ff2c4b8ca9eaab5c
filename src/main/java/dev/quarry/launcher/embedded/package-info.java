/**
 * What needs the libraries of {@code lib/embedded}: loaded by a class loader of its own, so that the server never sees
 * them. Callers reach these classes by name only and get JDK types back.
 */
package dev.quarry.launcher.embedded;
