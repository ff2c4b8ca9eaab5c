/** Which runs of the ledger a reader wants, in which order, and the statements that find them page by page. */
package dev.quarry.ledger.query;
