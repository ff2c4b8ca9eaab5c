/**
 * The strategy language: a definition as JSON gives it becomes typed rules, or a list of faults that each name field, line and
 * column. Rules are nodes of one graph, in which equal expressions are one node. Pure: no I/O, no clock, nothing recursive
 * beyond the depth that {@link dev.quarry.strategy.language.syntax.Limits} allows.
 */
package dev.quarry.strategy.language;
