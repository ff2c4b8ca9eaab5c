package dev.quarry.mcp.tools;

import dev.quarry.marketdata.http.PricesResource;
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

/** Which prices there are. */
@ApplicationScoped
class SeriesTool implements AgentTool {

    private static final int USUAL = 100;

    private final PricesResource prices;
    private final PayloadReader reader;

    @Inject
    SeriesTool(PricesResource prices, PayloadReader reader) {
        this.prices = prices;
        this.reader = reader;
    }

    record Arguments(
            @Described("How many series at most; 100 when absent")
            Integer limit) {}

    @Override
    public String name() {
        return "series";
    }

    @Override
    public String description() {
        return "The stored price series, most bars first: exchange, symbol, timeframe, first and last bar (UTC), number of bars."
                + " These names go into the other tools.";
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
        Integer limit = reader.read(call.arguments(), Arguments.class).limit();
        JsonNode content = Json.MAPPER.valueToTree(
                prices.coverage(limit == null ? Integer.toString(USUAL) : limit.toString(), null));
        int found = content.path("coverage").size();
        return new ToolAnswer(
                found == 0 ? "No prices are stored: an ingestion or an import comes first" : found + " series",
                content);
    }
}
