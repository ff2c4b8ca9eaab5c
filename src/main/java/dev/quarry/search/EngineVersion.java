package dev.quarry.search;

/** The engine's version, which is stored with every run in the ledger. */
public final class EngineVersion {

    /**
     * To be raised with every change after which the engine gives other numbers for the same bars and parameters: runs
     * of another version are tested again. {@code 2} differs from {@code 1} in what docs/engine.md lists under
     * "Versions".
     */
    public static final String CURRENT = "2";

    private EngineVersion() {}
}
