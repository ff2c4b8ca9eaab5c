package dev.quarry.mcp.tools;

import dev.quarry.job.JobDetail;
import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.optimisation.SurfaceResource;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A metric over two parameters of a grid search. */
@ApplicationScoped
class SurfaceTool implements AgentTool {

    private final SurfaceResource surfaces;
    private final JobWaits jobs;
    private final PayloadReader reader;

    @Inject
    SurfaceTool(SurfaceResource surfaces, JobWaits jobs, PayloadReader reader) {
        this.surfaces = surfaces;
        this.jobs = jobs;
        this.reader = reader;
    }

    record Arguments(
            @Described(value = "The succeeded optimize job", required = true) @NotNull(message = "is required") Long jobId,

            @Described(value = "The parameter of the columns, one of the grid's", required = true)
            String x,

            @Described(value = "The parameter of the rows, another one", required = true)
            String y,

            @Described("The metric of the cells; that of the search when absent")
            String metric) {}

    @Override
    public String name() {
        return "surface";
    }

    @Override
    public String description() {
        return "A metric of a finished grid search over two of its parameters: best and mean of each cell. A plateau speaks for a"
                + " winner, a lone peak against it. With the verdict on the search's winner.";
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
        ObjectNode content = (ObjectNode) Json.MAPPER.<JsonNode>valueToTree(
                surfaces.surface(Long.toString(arguments.jobId()), arguments.x(), arguments.y(), arguments.metric()));
        JobDetail job = jobs.find(arguments.jobId());
        ObjectNode verdict = Verdicts.of(job, Json.MAPPER.readTree(job.result()));
        content.set("verdict", verdict);
        return new ToolAnswer(
                String.format(
                        Locale.ROOT,
                        "%s over %s and %s, %d by %d cells. Verdict on the winner: %s",
                        content.path("metric").asString(),
                        arguments.x(),
                        arguments.y(),
                        content.path("x_values").size(),
                        content.path("y_values").size(),
                        verdict.path("sentence").asString()),
                content);
    }
}
