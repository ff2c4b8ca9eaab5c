/** Running the application: start-up, health, and the timers that keep the queue in order. */
package dev.quarry.operations;
