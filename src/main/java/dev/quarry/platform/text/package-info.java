/** What texts that stand for numbers and truth values are read as: one rule for bodies, parameters and queries. Pure. */
package dev.quarry.platform.text;
