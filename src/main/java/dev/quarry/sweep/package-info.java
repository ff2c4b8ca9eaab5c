/**
 * Parameter grids and the search over them: combinations by index, pruning, sampling, ranking, built-in grids, presets
 * and the reference's parameter hash. Pure: the JDK and {@code dev.quarry.backtest} only; no Jakarta API, no SQL, no
 * clock, no input or output may ever come in here, and no thread is started here: callers bring their executor.
 */
package dev.quarry.sweep;
