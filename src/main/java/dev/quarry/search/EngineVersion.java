package dev.quarry.search;

/** Names the meaning of the numbers in the ledger. */
public final class EngineVersion {

    /**
     * To be raised with every change after which the engine gives other numbers for the same bars and parameters: runs
     * of another version are tested again. {@code 2} differs from {@code 1} in what docs/engine.md lists under "Versions".
     */
    public static final String CURRENT = "2";

    private EngineVersion() {}
}
