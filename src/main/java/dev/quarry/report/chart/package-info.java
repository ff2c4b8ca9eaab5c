/** Pictures as SVG. They are written as text: neither fonts nor a graphics system are asked of the server. */
package dev.quarry.report.chart;
