/** The routes of what callers start from: presets and grids of the strategies. */
package dev.quarry.strategies;
