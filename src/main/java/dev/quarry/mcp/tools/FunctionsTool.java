package dev.quarry.mcp.tools;

import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.security.Role;
import dev.quarry.strategies.FunctionsResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The functions that rules may call. */
@ApplicationScoped
class FunctionsTool implements AgentTool {

    private final FunctionsResource functions;
    private final PayloadReader reader;

    @Inject
    FunctionsTool(FunctionsResource functions, PayloadReader reader) {
        this.functions = functions;
        this.reader = reader;
    }

    record Arguments(
            @Described("Only functions whose name or meaning has this text; all when absent")
            String text) {}

    @Override
    public String name() {
        return "functions";
    }

    @Override
    public String description() {
        return "The functions of the strategy language, each with signature, meaning and warm-up in bars. The page"
                + " quarry://docs/strategies tells how a definition is written.";
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
        String text = reader.read(call.arguments(), Arguments.class).text();
        ObjectNode content = (ObjectNode) Json.MAPPER.valueToTree(functions.list());
        ArrayNode all = (ArrayNode) content.get("functions");
        if (text != null) {
            String sought = text.toLowerCase(Locale.ROOT);
            all.removeIf(one -> !(one.path("name").asString() + " "
                            + one.path("meaning").asString())
                    .toLowerCase(Locale.ROOT)
                    .contains(sought));
        }
        return new ToolAnswer(all.size() + " functions", content);
    }
}
