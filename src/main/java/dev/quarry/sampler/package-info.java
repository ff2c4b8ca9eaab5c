/**
 * Which points of a space to try next, given how those before did: at random, by tree-structured Parzen estimators, by
 * the adaptation of a covariance matrix, and by non-dominated sorting. Spaces are levels: every dimension has a count of
 * them, in an order that means something or in none; what a level stands for is its caller's. All that is drawn comes of
 * a seed, and a sampler that is asked and told the same gives the same points, which is how a search goes on after a
 * kill. Pure: no other package of ours but the normal distribution, no clock, no input or output.
 */
package dev.quarry.sampler;
