package dev.quarry.leaderboard;

import tools.jackson.databind.JsonNode;

/**
 * How far a winner may be trusted, or why it was not assessed.
 *
 * @param assessment null when it was not assessed
 * @param missing why it was not, in a sentence; null when it was
 */
public record AssessedWinner(JsonNode assessment, String missing) {

    static final AssessedWinner NOT_ASKED = new AssessedWinner(
            null, "Only the best entries of a leaderboard are assessed, as many as its refresh asked for");

    static final AssessedWinner LISTED = new AssessedWinner(
            null,
            "This list says the verdict that there is; POST /v1/runs/{params_hash}/assess gives the whole assessment");

    static AssessedWinner of(JsonNode assessment) {
        return new AssessedWinner(assessment, null);
    }

    static AssessedWinner missing(String why) {
        return new AssessedWinner(null, why);
    }
}
