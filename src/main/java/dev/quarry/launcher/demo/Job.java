package dev.quarry.launcher.demo;

import tools.jackson.databind.JsonNode;

/** The fields of a job that the demonstration reads. */
record Job(
        long id, String type, String status, long current, long total, String message, JsonNode result, String error) {

    static Job of(JsonNode json) {
        return new Job(
                json.path("id").asLong(),
                json.path("job_type").asString(""),
                json.path("status").asString(""),
                json.path("progress_current").asLong(0),
                json.path("progress_total").asLong(0),
                json.path("progress_message").asString(""),
                json.path("result"),
                json.path("error").asString(""));
    }

    boolean finished() {
        return switch (status) {
            case "succeeded", "failed", "canceled" -> true;
            default -> false;
        };
    }

    boolean succeeded() {
        return status.equals("succeeded");
    }
}
