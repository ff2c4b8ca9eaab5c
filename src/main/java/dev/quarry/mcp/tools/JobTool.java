package dev.quarry.mcp.tools;

import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.util.Map;

/** A job as it is, or when it has ended. */
@ApplicationScoped
class JobTool implements AgentTool {

    private final JobWaits waits;
    private final JobAnswers answers;
    private final PayloadReader reader;

    @Inject
    JobTool(JobWaits waits, JobAnswers answers, PayloadReader reader) {
        this.waits = waits;
        this.answers = answers;
        this.reader = reader;
    }

    record Arguments(
            @Described(value = "The job", required = true) @NotNull(message = "is required") Long jobId,

            @Described(JobWaits.SECONDS) Integer waitSeconds) {}

    @Override
    public String name() {
        return "job";
    }

    @Override
    public String description() {
        return "A job that search, assess or forward began: how far it is, and its result with the verdict where it has ended. Waits for"
                + " the end some seconds, and tells the progress.";
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
        JobWaits.check(arguments.waitSeconds());
        return answers.of(waits.await(arguments.jobId(), arguments.waitSeconds(), call.progress()));
    }
}
