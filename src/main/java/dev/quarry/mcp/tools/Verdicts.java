package dev.quarry.mcp.tools;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobState;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.platform.json.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The verdict as every answer about a winner has it: its outcome, null where nothing was assessed, and a sentence. */
final class Verdicts {

    private Verdicts() {}

    static ObjectNode of(RunVerdict verdict) {
        return of(verdict.outcome(), verdict.note());
    }

    static ObjectNode of(String outcome, String sentence) {
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.put("outcome", outcome);
        content.put("sentence", sentence);
        return content;
    }

    /** That of the job's own winner. */
    static ObjectNode of(JobDetail job, JsonNode result) {
        JsonNode verdict = result.at("/assessment/verdict");
        if (verdict.isObject()) {
            return of(
                    verdict.path("outcome").asString(null),
                    verdict.path("sentence").asString(""));
        }
        if (job.status() != JobState.SUCCEEDED) {
            return of(
                    null,
                    String.format(
                            Locale.ROOT,
                            "Not assessed: the job is %s%s",
                            job.status().code(),
                            job.status().isFinal() ? "" : "; read it again with the tool job"));
        }
        return of(
                null,
                "Not assessed: there is no winner in this result; assess one of its rows, or a run, with the tool assess");
    }
}
