/**
 * Parameter grids and how they are swept: combinations by index, pruning, sampling, the plan of a sweep, its results and
 * the reference's parameter hash. Pure: no Jakarta API, no SQL, no clock, no input or output may ever come in here, and
 * no thread is started here: callers bring their executor.
 */
package dev.quarry.sweep;
