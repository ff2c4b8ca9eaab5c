/**
 * The figures of this node, counted by one meter library and shown in Prometheus' format. No other package knows that
 * library. Labels are types, lanes, states and outcomes: never anything of which there can be any number.
 */
package dev.quarry.operations.metrics;
