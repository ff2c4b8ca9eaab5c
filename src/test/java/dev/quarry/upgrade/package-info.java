/**
 * A node of this version beside one of the version before, on one schema. What the older one executes is kept as text in
 * {@code src/test/resources/dev/quarry/upgrade}, taken from its sources.
 */
package dev.quarry.upgrade;
