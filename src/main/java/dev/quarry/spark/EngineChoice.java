package dev.quarry.spark;

import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.text.ReferenceText;
import java.util.List;
import java.util.Optional;

/** Which engine a request wants. */
public enum EngineChoice implements ReferenceText {
    /** This node. */
    LOCAL("local"),

    /** Spark, or this node where Spark cannot. */
    SPARK("spark"),

    /** Spark, or the job fails. */
    ONLY_SPARK("spark!"),

    /** Whichever is done sooner, as far as can be told before. */
    AUTO("auto");

    /** The field of requests. */
    public static final String FIELD = "engine";

    /** What the field means, for documents. */
    public static final String MEANING =
            "What sweeps the grid: this node, or Apache Spark, where it is configured. Numbers are the same to the bit."
                    + " Where Spark cannot, this node does it and the result says why; with spark! the job fails instead."
                    + " With auto it is Spark where there is one and this node would take long";

    /** What the field may be, for documents. */
    public static final String TEXTS = "local, spark, spark!, auto";

    private final String text;

    EngineChoice(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** What a request says, which has no {@link #violations}; empty where it says nothing. */
    public static Optional<EngineChoice> of(String text) {
        return Optional.ofNullable(text).flatMap(given -> ReferenceText.read(EngineChoice.class, given));
    }

    /**
     * What is wrong with the field of a request.
     *
     * @param divided whether the request divides its grid among nodes, none of which would gain by a second cluster
     * @param sampled whether a sampler chooses what is tried, batch after batch
     */
    public static List<Violation> violations(String text, boolean divided, boolean sampled) {
        if (sampled && isSpark(text)) {
            return List.of(new Violation(
                    FIELD,
                    "must be local or auto with a sampler, which chooses each batch by those before it; was " + text));
        }
        return violations(text, divided);
    }

    /** The same of a request that has no sampler. */
    public static List<Violation> violations(String text, boolean divided) {
        if (text == null || of(text).isPresent()) {
            return divided && isSpark(text)
                    ? List.of(new Violation(
                            FIELD,
                            "must be local or auto with shards, since Spark divides a grid by itself; was " + text))
                    : List.of();
        }
        return List.of(new Violation(FIELD, "must be one of " + TEXTS + "; was " + text));
    }

    private static boolean isSpark(String text) {
        return of(text).filter(one -> one == SPARK || one == ONLY_SPARK).isPresent();
    }
}
