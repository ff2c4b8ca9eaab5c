/**
 * Optimisation by trials that a sampler chooses: the space as a client writes it, the loop of asking and telling through
 * sweeps of batches, successive halving, the front of several objectives, and the comparison with the whole grid. What is
 * stored, counted and assessed is done around it.
 */
package dev.quarry.optimisation.sampled;
