package dev.quarry.platform.config;

import java.util.Arrays;
import java.util.Locale;

/** What a node does of the cluster's work: {@code quarry.role}. */
public enum NodeRole {
    /** Answers requests and runs jobs. */
    ALL,
    /** Answers requests; takes no wake-up and claims no job. */
    API,
    /** Runs jobs; answers only what an operator asks of a worker. */
    WORKER;

    /** The setting that has it. */
    public static final String SETTING = "quarry.role";

    /** The role when nothing is set. */
    public static final String DEFAULT = "all";

    /** True when all routes and the console are here. */
    public boolean answersRequests() {
        return this != WORKER;
    }

    /** True when jobs may run here. */
    public boolean runsJobs() {
        return this != API;
    }

    /** Its name in the configuration. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static NodeRole of(String code) {
        return Arrays.stream(values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no role " + code));
    }
}
