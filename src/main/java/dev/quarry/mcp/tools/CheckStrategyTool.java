package dev.quarry.mcp.tools;

import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.security.Role;
import dev.quarry.strategies.StrategiesResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Looks at a strategy without running it. */
@ApplicationScoped
class CheckStrategyTool implements AgentTool {

    private final StrategiesResource strategies;

    @Inject
    CheckStrategyTool(StrategiesResource strategies) {
        this.strategies = strategies;
    }

    @Override
    public String name() {
        return "check_strategy";
    }

    @Override
    public String description() {
        return "Looks at a strategy, or at a search, without running it: all faults at once with line and column, how often each"
                + " rule holds where params name a stored market, and what a grid would cost. It counts as no trial.";
    }

    @Override
    public Role role() {
        return Role.READ;
    }

    @Override
    public Map<String, Object> arguments(Contract contract) {
        return contract.payload("CheckRequest");
    }

    @Override
    public ToolAnswer answer(ToolCall call) {
        JsonNode content = Json.MAPPER.valueToTree(strategies.check(call.arguments()));
        int faults = content.path("faults").size();
        return new ToolAnswer(
                String.format(
                        Locale.ROOT,
                        "%d faults, %d warnings%s",
                        faults,
                        content.path("warnings").size(),
                        faults == 0
                                ? ""
                                : ": " + content.at("/faults/0/message").asString("")),
                content);
    }
}
