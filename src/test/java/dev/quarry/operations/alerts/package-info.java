/** Runs the alert rules of {@code docs/monitoring} over series that are made by hand, as Prometheus would. */
package dev.quarry.operations.alerts;
