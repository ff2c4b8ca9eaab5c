/**
 * Discovery: tests every sensible combination of a grid on stored prices and writes the runs into the ledger. It can be
 * stopped and started again at any point: what is in the ledger is not tested twice, and the summary is the same.
 */
package dev.quarry.discovery;
