package dev.quarry.mcp.tools;

import dev.quarry.forward.ForwardHandler;
import dev.quarry.forward.ForwardPayload;
import dev.quarry.forward.WinnerName;
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
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A winner on prices that its search did not see. */
@ApplicationScoped
class ForwardTool implements AgentTool {

    private static final List<String> RANGE = List.of("exchange", "symbol", "start_ts", "end_ts");

    private final ForwardPayload payload;
    private final JobAnswers answers;
    private final JobQueue queue;
    private final JobWaits waits;
    private final PayloadReader reader;

    @Inject
    ForwardTool(ForwardPayload payload, JobAnswers answers, JobQueue queue, JobWaits waits, PayloadReader reader) {
        this.payload = payload;
        this.answers = answers;
        this.queue = queue;
        this.waits = waits;
        this.reader = reader;
    }

    record Arguments(
            @Described(WinnerArguments.HASH) String paramsHash,
            @Described(WinnerArguments.JOB) Long jobId,
            @Described(WinnerArguments.ROW) Integer row,

            @Described("Where the prices come from; that of the search when absent")
            String exchange,

            @Described("The market; that of the search when absent")
            String symbol,

            @Described("Open of the first bar, ISO-8601, UTC; the bar after the last one of the search when absent")
            String startTs,

            @Described(
                    "Open of the last bar, ISO-8601, UTC; a date alone is that whole day; to the last there is when absent")
            String endTs,

            @Described(JobWaits.SECONDS) Integer waitSeconds) {}

    @Override
    public String name() {
        return "forward";
    }

    @Override
    public String description() {
        return "Runs a winner, unchanged, on prices that its search did not see, later ones or those of another market: whether its"
                + " return there is within what the search led to expect. Starts a job and waits for it some seconds. The answer has"
                + " the winner's verdict too.";
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
        ObjectNode range = Json.MAPPER.createObjectNode();
        for (String field : RANGE) {
            if (call.arguments().hasNonNull(field)) {
                range.set(field, call.arguments().get(field));
            }
        }
        JobRequest request = new JobRequest(ForwardHandler.TYPE, payload.of(name, range));
        return answers.of(waits.await(queue.enqueue(request).id(), arguments.waitSeconds(), call.progress()));
    }
}
