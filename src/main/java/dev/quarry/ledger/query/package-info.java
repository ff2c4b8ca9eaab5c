/** Queries of the ledger: which runs, in which order, and the statements that find them page by page. */
package dev.quarry.ledger.query;
