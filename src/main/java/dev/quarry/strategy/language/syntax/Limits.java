package dev.quarry.strategy.language.syntax;

/** How large a definition may be. What is beyond is refused with a sentence before any work is done on it. */
public final class Limits {

    /** Characters (code points) of one expression. */
    public static final int EXPRESSION_CHARACTERS = 10_000;

    /** Characters of all expressions of a definition together. */
    public static final int CHARACTERS_TOGETHER = 50_000;

    /** Brackets, calls, signs and {@code not} within one another. */
    public static final int DEPTH = 200;

    /** Bars of a window or a shift. */
    public static final int WINDOW = 10_000;

    /** Distinct sub-expressions of a definition. */
    public static final int NODES = 5_000;

    /** Named series of a definition. */
    public static final int SERIES = 200;

    /** Parameters of a definition. */
    public static final int PARAMETERS = 100;

    /** Texts of one choice. */
    public static final int CHOICES = 100;

    /** Grids of a definition. */
    public static final int GRIDS = 50;

    /** Values of one parameter in a grid. */
    public static final int GRID_VALUES = 10_000;

    /** Characters of a name. */
    public static final int NAME_CHARACTERS = 64;

    /** Characters of a description or another text. */
    public static final int TEXT_CHARACTERS = 10_000;

    /** Faults that are reported of one definition; the rest is found once these are mended. */
    public static final int FAULTS = 100;

    private Limits() {}
}
