/**
 * The sample prices that come with Quarry: real trades of one week as bars, read from the class path. Never a source of
 * anything that claims to be recent.
 */
package dev.quarry.marketdata.sample;
