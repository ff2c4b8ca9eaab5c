/**
 * One back-test, asked and answered in one request: prices, engine, and the answer in the reference's form. Nothing is
 * stored and nothing is queued here.
 */
package dev.quarry.evaluation;
