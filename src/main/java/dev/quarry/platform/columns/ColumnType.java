package dev.quarry.platform.columns;

/** What a column holds. Any value may be missing. */
public enum ColumnType {

    /** Whole numbers of 64 bits. */
    INTEGER,

    /** Numbers of double precision; infinite ones are values, NaN is a missing one. */
    REAL,

    /** Truth values. */
    FLAG,

    /** Texts that differ from row to row. */
    TEXT,

    /** Texts that repeat: a place among those that the column lists. */
    CHOICE,

    /** Instants in microseconds since the epoch, UTC. */
    TIME
}
