/**
 * The demonstration: a client of the public REST API and nothing else. It may not use the rest of the launcher or any
 * part of the application, because what it does must be possible for every client.
 */
package dev.quarry.launcher.demo;
