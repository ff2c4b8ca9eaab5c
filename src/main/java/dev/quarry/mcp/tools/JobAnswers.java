package dev.quarry.mcp.tools;

import dev.quarry.forward.ForwardHandler;
import dev.quarry.forward.WinnerName;
import dev.quarry.forward.Winners;
import dev.quarry.job.JobDetail;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A job as agents are shown it: how far it is, its result without what only machines read, and its verdict. */
@ApplicationScoped
class JobAnswers {

    /** Ranked rows that are shown; a surface and the runs show the others. */
    private static final int ROWS = 10;

    private static final String RECORDS = "records";

    private final Winners winners;

    @Inject
    JobAnswers(Winners winners) {
        this.winners = winners;
    }

    ToolAnswer of(JobDetail job) {
        JsonNode result = job.result() == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(job.result());
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.put("job_id", job.id());
        content.put("job_type", job.jobType());
        content.put("status", job.status().code());
        content.putObject("progress")
                .put("current", job.progressCurrent())
                .put("total", job.progressTotal())
                .put("message", job.progressMessage());
        if (job.error() != null) {
            content.put("error", job.error());
        }
        ObjectNode verdict = verdict(job, result);
        content.set("verdict", verdict);
        if (job.result() != null) {
            content.set("result", shortened(result));
        }
        return new ToolAnswer(sentence(job, result, verdict), content);
    }

    /** That of the search, where the job tests a winner on other prices. */
    private ObjectNode verdict(JobDetail job, JsonNode result) {
        if (!job.jobType().equals(ForwardHandler.TYPE) || !result.path("winner").isObject()) {
            return Verdicts.of(job, result);
        }
        try {
            WinnerName name = Json.MAPPER.treeToValue(result.get("winner"), WinnerName.class);
            return Verdicts.of(winners.find(name).verdict());
        } catch (ProblemException e) {
            return Verdicts.of(null, "The verdict of its search cannot be read: " + e.getMessage());
        }
    }

    private static String sentence(JobDetail job, JsonNode result, JsonNode verdict) {
        if (job.error() != null) {
            return String.format(
                    Locale.ROOT,
                    "Job %d (%s) %s: %s",
                    job.id(),
                    job.jobType(),
                    job.status().code(),
                    job.error());
        }
        if (!job.status().isFinal()) {
            return String.format(
                    Locale.ROOT,
                    "Job %d (%s) is %s, %d of %d done. %s",
                    job.id(),
                    job.jobType(),
                    job.status().code(),
                    job.progressCurrent(),
                    job.progressTotal(),
                    verdict.path("sentence").asString());
        }
        String own = result.path("sentence").asString("");
        return String.format(
                Locale.ROOT,
                "Job %d (%s) %s. %s%s",
                job.id(),
                job.jobType(),
                job.status().code(),
                own.isEmpty() ? "" : own + " ",
                "Verdict: " + verdict.path("sentence").asString());
    }

    private static JsonNode shortened(JsonNode result) {
        if (result.path("results") instanceof ObjectNode table && table.path(RECORDS) instanceof ArrayNode rows) {
            table.put("records_in_all", rows.size());
            while (rows.size() > ROWS) {
                rows.remove(rows.size() - 1);
            }
        }
        return result;
    }
}
