/** Documents that a person can send: one HTML file on a winner, with its pictures in it and nothing to be run. */
package dev.quarry.report;
