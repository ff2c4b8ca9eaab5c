/**
 * The functions of the strategy language: each with its signature, meaning, warm-up and source in one registry, and its
 * numbers over whole columns. What a bar gets depends on that bar and those before it, never on a later one. Pure; knows
 * nothing of texts, definitions or engines.
 */
package dev.quarry.strategy.language.functions;
