/**
 * The figures of this node, counted by the one meter library and shown as Prometheus reads them. No other package knows that
 * library. Labels are types, lanes, states and outcomes: never what there can be any number of.
 */
package dev.quarry.operations.metrics;
