/**
 * Evaluates definitions bar by bar, plainly: what a line or a condition is on bars, when an exit holds for a position, what it
 * costs and how many bars it needs before. Whatever is faster elsewhere is held against it. Pure.
 */
package dev.quarry.strategy.language.evaluation;
