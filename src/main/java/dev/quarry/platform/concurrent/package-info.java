/** Threads of the server, injectable. */
package dev.quarry.platform.concurrent;
