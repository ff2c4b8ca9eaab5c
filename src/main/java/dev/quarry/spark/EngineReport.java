package dev.quarry.spark;

/**
 * What swept a grid.
 *
 * @param engine as {@link EngineChoice} names it: local or spark
 * @param fallbackReason why it was not Spark although that was asked for; null otherwise
 * @param engineReason why this one, where {@link EngineChoice#AUTO} was asked for; null otherwise
 */
public record EngineReport(String engine, String fallbackReason, String engineReason) {

    /** This node, as it was asked. */
    public static final EngineReport LOCAL = new EngineReport(EngineChoice.LOCAL.text(), null, null);

    /** What {@link #engine} means, for documents. */
    public static final String ENGINE = "What swept the grid: this node, or Apache Spark";

    /** What {@link #engine} may be, for documents. */
    public static final String ENGINES = "local, spark";

    /** What {@link #fallbackReason} means, for documents. */
    public static final String REASON = "Why it was not Spark although that was asked for; absent otherwise";

    /** What {@link #engineReason} means, for documents. */
    public static final String CHOICE = "Why this engine was chosen where auto was asked for; absent otherwise";

    /** The nodes that ran the parts of a divided search, whose request has that {@link EngineChoice#FIELD}; null where it has none. */
    public static EngineReport ofParts(String requested) {
        return isAuto(requested)
                ? LOCAL.because("the search is divided among the nodes (shards), and Spark takes no parts")
                : LOCAL;
    }

    /** This node, which tries what a sampler chooses for a request with that {@link EngineChoice#FIELD}; null where it has none. */
    public static EngineReport ofTrials(String requested) {
        return isAuto(requested)
                ? LOCAL.because(
                        "a sampler chooses each batch by those before it (sampler), and Spark sweeps whole grids")
                : LOCAL;
    }

    private static boolean isAuto(String requested) {
        return EngineChoice.of(requested)
                .filter(one -> one == EngineChoice.AUTO)
                .isPresent();
    }

    /** The same, chosen for a reason. */
    EngineReport because(String reason) {
        return new EngineReport(engine, fallbackReason, reason);
    }
}
