package dev.quarry.mcp.tools;

import dev.quarry.discovery.RunsResource;
import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Tested runs, page by page, each with its verdict. */
@ApplicationScoped
class RunsTool implements AgentTool {

    private static final int MOST = 100;
    private static final int USUAL = 20;
    private static final String LIMIT = "limit";

    private final RunsResource runs;

    @Inject
    RunsTool(RunsResource runs) {
        this.runs = runs;
    }

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public String description() {
        return "Runs that discoveries tested, page by page, each with its statistics and its verdict, or how to get one. Also takes"
                + " min_<metric> and max_<metric>, both inclusive, and param.<name> with a value or a list of values, such as"
                + " \"param.rsi_min\": [70, 75].";
    }

    @Override
    public Role role() {
        return Role.READ;
    }

    @Override
    public Map<String, Object> arguments(Contract contract) {
        Map<String, Object> schema = contract.queryOf("/v1/discovery/runs");
        @SuppressWarnings("unchecked")
        Map<String, Object> properties = (Map<String, Object>) schema.get("properties");
        properties.remove("format");
        properties.put(LIMIT, Map.of("type", "integer", "minimum", 1, "maximum", MOST, "default", USUAL));
        return schema;
    }

    @Override
    public ToolAnswer answer(ToolCall call) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        call.arguments().forEachEntry((name, value) -> query.put(name, texts(name, value)));
        query.putIfAbsent(LIMIT, List.of(Integer.toString(USUAL)));
        JsonNode limit = call.arguments().path(LIMIT);
        if (limit.isNumber() && limit.asDouble() > MOST) {
            throw new InvalidInputException(LIMIT, "must be at most " + MOST + "; was " + limit.asString());
        }
        JsonNode content = Json.MAPPER.valueToTree(runs.page(query));
        JsonNode first = content.at("/runs/0");
        return new ToolAnswer(
                first.isMissingNode()
                        ? "No run is as asked"
                        : String.format(
                                Locale.ROOT,
                                "%d of %d runs. The first, %s: return %s percent; %s",
                                content.path("runs").size(),
                                content.path("count").asLong(),
                                first.path("params_hash").asString(),
                                first.at("/metrics/total_return").asString("?"),
                                first.path("verdict_note").asString()),
                content);
    }

    /** As an address would have them. */
    private static List<String> texts(String name, JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(one -> text(name, one)).toList();
        }
        return List.of(text(name, value));
    }

    private static String text(String name, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidInputException(name, "must be a text, a number, true or false; was " + value);
        }
        return value.asString();
    }
}
