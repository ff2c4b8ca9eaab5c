/**
 * The texts of the strategy language: words, expressions step by step, and faults with their place. Knows no names, no types and
 * no functions. Pure; goes no deeper into itself than {@link dev.quarry.strategy.language.syntax.Limits#DEPTH} allows.
 */
package dev.quarry.strategy.language.syntax;
