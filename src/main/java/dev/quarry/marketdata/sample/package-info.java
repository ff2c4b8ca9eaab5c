/**
 * The prices that Quarry brings along: real trades of one week, made into bars. Pure, from the class path. Never a
 * source of anything that claims to be recent.
 */
package dev.quarry.marketdata.sample;
