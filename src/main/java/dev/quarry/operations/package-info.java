/** Running the application: start-up, health, and the timers that keep the queue whole. */
package dev.quarry.operations;
