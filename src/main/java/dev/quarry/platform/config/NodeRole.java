package dev.quarry.platform.config;

import java.util.Arrays;
import java.util.Locale;

/** Which part of the cluster's work a node does: {@code quarry.role}. */
public enum NodeRole {
    /** Answers requests and runs jobs. */
    ALL,
    /** Answers requests; receives no wake-ups and claims no jobs. */
    API,
    /** Runs jobs; answers only the requests that an operator makes to a worker. */
    WORKER;

    /** The name of the setting. */
    public static final String SETTING = "quarry.role";

    /** The role when the setting is absent. */
    public static final String DEFAULT = "all";

    /** Whether the node serves all routes and the console. */
    public boolean answersRequests() {
        return this != WORKER;
    }

    /** Whether jobs may run here. */
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
