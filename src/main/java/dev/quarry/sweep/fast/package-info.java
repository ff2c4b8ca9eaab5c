/**
 * The fast sweep: tells from a combination which entries, which exits and which account it has, walks every distinct
 * triple of them once over tables of exits, and gives the bits of the plain engine. Pure, and reached through
 * {@link dev.quarry.sweep.SweepEngine} only; whatever is approximated must never come in here.
 */
package dev.quarry.sweep.fast;
