package dev.quarry.mcp.tools;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts a search, and waits a while for it. */
@ApplicationScoped
class SearchTool implements AgentTool {

    private static final List<String> KINDS = List.of("discover", "optimize");

    private final JobQueue queue;
    private final JobWaits waits;
    private final JobAnswers answers;
    private final PayloadReader reader;

    @Inject
    SearchTool(JobQueue queue, JobWaits waits, JobAnswers answers, PayloadReader reader) {
        this.queue = queue;
        this.waits = waits;
        this.answers = answers;
        this.reader = reader;
    }

    record Arguments(
            @Described(
                    value =
                            "discover keeps every run, so that runs finds them; optimize ranks a grid by a metric, tries what a sampler chooses of ranges that no grid covers, walks forward or cross-validates",
                    oneOf = "discover, optimize",
                    required = true)
            String kind,

            @Described(value = "What is searched, as the route of that name takes it", required = true)
            Map<String, Object> payload,

            @Described(JobWaits.SECONDS) Integer waitSeconds) {}

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String description() {
        return "Searches a grid of parameters for the best: starts a job, tells its progress, waits for it some seconds and answers with"
                + " the job and, where it has ended, its result with the verdict on its winner. Read one that goes on with the tool"
                + " job. Every combination enters the ledger of trials.";
    }

    @Override
    public Role role() {
        return Role.SUBMIT;
    }

    @Override
    public Map<String, Object> arguments(Contract contract) {
        Map<String, Object> schema = Contract.of(Arguments.class);
        @SuppressWarnings("unchecked")
        Map<String, Object> properties = (Map<String, Object>) schema.get("properties");
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("description", "What is searched; which schema holds depends on kind");
        payload.put("anyOf", List.of(contract.payload("DiscoverPayload"), contract.payload("OptimizePayload")));
        properties.put("payload", payload);
        return schema;
    }

    @Override
    public ToolAnswer answer(ToolCall call) {
        Arguments arguments = reader.read(call.arguments(), Arguments.class);
        if (arguments.kind() == null || !KINDS.contains(arguments.kind())) {
            throw new InvalidInputException(
                    "kind", "must be one of " + String.join(", ", KINDS) + "; was " + arguments.kind());
        }
        if (arguments.payload() == null) {
            throw new InvalidInputException("payload", "is required");
        }
        JobWaits.check(arguments.waitSeconds());
        JobDetail job;
        try {
            job = queue.enqueue(new JobRequest(arguments.kind(), Json.MAPPER.valueToTree(arguments.payload())));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    e.violations().stream().map(v -> v.under("payload")).toList());
        }
        return answers.of(waits.await(job.id(), arguments.waitSeconds(), call.progress()));
    }
}
