package dev.quarry.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which part of a cluster's work the node does; the application's {@code quarry.role}. */
enum Role {
    ALL,
    API,
    WORKER;

    private static final List<String> LANES = List.of("io", "compute", "light");

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws LaunchException when there is no such role
     */
    static Role of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.code().equals(text.trim()))
                .findFirst()
                .orElseThrow(() -> LaunchException.usage("The role (--role or QUARRY_ROLE) must be one of "
                        + Arrays.stream(values()).map(Role::code).collect(Collectors.joining(", ")) + ", not \"" + text
                        + "\"."));
    }

    /** The lanes' properties that must be 0 for this role, since the server creates consumers by them. */
    List<String> lanesWithoutSlots() {
        return this == API
                ? LANES.stream()
                        .map(lane -> "quarry.lane." + lane + ".concurrency")
                        .toList()
                : List.of();
    }

    /** The addresses to print when the server is ready. */
    String addresses(String base) {
        return this == WORKER
                ? "worker, health " + base + "health"
                : "API " + base + "v1, health " + base + "health, OpenAPI " + base + "openapi";
    }
}
