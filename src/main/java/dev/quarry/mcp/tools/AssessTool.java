package dev.quarry.mcp.tools;

import dev.quarry.forward.WinnerName;
import dev.quarry.forward.Winners;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
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
import tools.jackson.databind.node.ObjectNode;

/** Gives a winner its verdict. */
@ApplicationScoped
class AssessTool implements AgentTool {

    private final Winners winners;
    private final JobQueue queue;
    private final JobWaits waits;
    private final JobAnswers answers;
    private final PayloadReader reader;

    @Inject
    AssessTool(Winners winners, JobQueue queue, JobWaits waits, JobAnswers answers, PayloadReader reader) {
        this.winners = winners;
        this.queue = queue;
        this.waits = waits;
        this.answers = answers;
        this.reader = reader;
    }

    record Arguments(
            @Described(WinnerArguments.HASH) String paramsHash,
            @Described(WinnerArguments.JOB) Long jobId,
            @Described(WinnerArguments.ROW) Integer row,

            @Described(JobWaits.SECONDS) Integer waitSeconds) {}

    @Override
    public String name() {
        return "assess";
    }

    @Override
    public String description() {
        return "Gives a run of a discovery, or a row of a grid search, its verdict, against all that was tried on its prices and range:"
                + " starts a job, waits for it some seconds and answers with it. Most take a second.";
    }

    @Override
    public Role role() {
        return Role.SUBMIT;
    }

    @Override
    public Map<String, Object> arguments(Contract contract) {
        return Contract.of(Arguments.class);
    }

    @Override
    public ToolAnswer answer(ToolCall call) {
        Arguments arguments = reader.read(call.arguments(), Arguments.class);
        JobWaits.check(arguments.waitSeconds());
        WinnerName name = WinnerArguments.name(arguments.paramsHash(), arguments.jobId(), arguments.row());
        winners.find(name);
        JobRequest request = new JobRequest(
                name.paramsHash() != null ? "assess" : "assess_row", (ObjectNode) Json.MAPPER.valueToTree(name));
        return answers.of(waits.await(queue.enqueue(request).id(), arguments.waitSeconds(), call.progress()));
    }
}
