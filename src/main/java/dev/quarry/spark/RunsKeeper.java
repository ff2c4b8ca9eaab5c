package dev.quarry.spark;

import dev.quarry.sweep.remote.RunsOutput;
import dev.quarry.sweep.remote.WrittenRange;

/** A search that keeps its runs: what it says to those who store them elsewhere, and what it hears. */
public interface RunsKeeper {

    /**
     * Where this attempt's runs go.
     *
     * @param root the directory of all runs, as a URI
     */
    RunsOutput output(String root);

    /** How many runs are stored together. */
    int together();

    /** The combinations that follow are stored already, up to {@link #stored}. */
    void begins();

    /** Those since {@link #begins} are in that file. */
    void stored(WrittenRange file);
}
