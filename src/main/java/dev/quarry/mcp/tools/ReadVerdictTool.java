package dev.quarry.mcp.tools;

import dev.quarry.forward.Winner;
import dev.quarry.forward.WinnerName;
import dev.quarry.forward.Winners;
import dev.quarry.job.JobDetail;
import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How far a winner may be trusted. */
@ApplicationScoped
class ReadVerdictTool implements AgentTool {

    private final Winners winners;
    private final JobWaits jobs;
    private final PayloadReader reader;

    @Inject
    ReadVerdictTool(Winners winners, JobWaits jobs, PayloadReader reader) {
        this.winners = winners;
        this.jobs = jobs;
        this.reader = reader;
    }

    record Arguments(
            @Described(WinnerArguments.HASH) String paramsHash,

            @Described(
                    "A search, its job, whose own winner is meant unless row says another one; instead of params_hash")
            Long jobId,

            @Described("Place among the ranked rows of an optimize job, from 0; the job's own winner when absent")
            Integer row) {}

    @Override
    public String name() {
        return "read_verdict";
    }

    @Override
    public String description() {
        return "How far a winner may be trusted: holds_up, likely_luck, cannot_tell or no_edge, with its sentence and the whole"
                + " assessment (chance of luck given all trials, intervals, costs, positions at other times). Where there is none it"
                + " says how to get it. Reads only.";
    }

    @Override
    public Role role() {
        return Role.READ;
    }

    @Override
    public Map<String, Object> arguments(Contract contract) {
        return Contract.of(Arguments.class);
    }

    @Override
    public ToolAnswer answer(ToolCall call) {
        Arguments arguments = reader.read(call.arguments(), Arguments.class);
        WinnerName name = WinnerArguments.name(arguments.paramsHash(), arguments.jobId(), arguments.row());
        ObjectNode content = arguments.jobId() != null && arguments.row() == null
                ? ofJob(jobs.find(arguments.jobId()))
                : of(name, winners.find(name));
        return new ToolAnswer("Verdict: " + content.at("/verdict/sentence").asString(""), content);
    }

    private static ObjectNode ofJob(JobDetail job) {
        JsonNode result = job.result() == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(job.result());
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.put("job_id", job.id());
        content.put("job_type", job.jobType());
        content.set("verdict", Verdicts.of(job, result));
        if (result.has("assessment")) {
            content.set("assessment", result.get("assessment"));
        }
        return content;
    }

    private static ObjectNode of(WinnerName name, Winner winner) {
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.set("winner", Json.MAPPER.valueToTree(name));
        content.set("verdict", Verdicts.of(winner.verdict()));
        content.set("market", Json.MAPPER.valueToTree(winner.window()));
        content.set("strategy", Json.MAPPER.valueToTree(winner.strategy().reference()));
        content.set("params", Json.MAPPER.valueToTree(winner.params()));
        winner.assessment().ifPresent(found -> content.set("assessment", Json.MAPPER.valueToTree(found)));
        return content;
    }
}
