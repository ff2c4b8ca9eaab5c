/** Figures of a back-test that only a report shows. */
package dev.quarry.report.figures;
