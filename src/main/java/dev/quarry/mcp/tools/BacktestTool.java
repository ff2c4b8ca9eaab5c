package dev.quarry.mcp.tools;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.evaluation.BacktestAnswer;
import dev.quarry.evaluation.BacktestResource;
import dev.quarry.mcp.AgentTool;
import dev.quarry.mcp.Contract;
import dev.quarry.mcp.ToolAnswer;
import dev.quarry.mcp.ToolCall;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** One back-test, which counts as a trial. */
@ApplicationScoped
class BacktestTool implements AgentTool {

    private final BacktestResource backtests;
    private final AgentTrials trials;

    @Inject
    BacktestTool(BacktestResource backtests, AgentTrials trials) {
        this.backtests = backtests;
        this.trials = trials;
    }

    @Override
    public String name() {
        return "backtest";
    }

    @Override
    public String description() {
        return "Runs one strategy with one set of parameters over stored prices: its statistics, not its curves. It enters the ledger"
                + " of trials: whatever wins on these prices and this range later has to beat it. One back-test has no verdict;"
                + " search for one.";
    }

    @Override
    public Role role() {
        return Role.SUBMIT;
    }

    @Override
    public Map<String, Object> arguments(Contract contract) {
        return contract.payload("BacktestRequest");
    }

    @Override
    public ToolAnswer answer(ToolCall call) {
        BacktestAnswer answer = backtests.run(call.arguments());
        StrategyReference strategy = answer.strategy();
        long tried = trials.record(answer.params(), strategy);
        String sentence = String.format(
                Locale.ROOT,
                "Not assessed: one back-test cannot tell skill from luck. %,d distinct parameter sets of this strategy have been"
                        + " tried on these prices and this range, this one included; the tool search assesses a winner"
                        + " against all of them",
                tried);
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.set("verdict", Verdicts.of(null, sentence));
        content.put("trials", tried);
        content.set("strategy", Json.MAPPER.valueToTree(strategy));
        content.set("params", Json.MAPPER.valueToTree(answer.params()));
        content.set("stats", Json.MAPPER.valueToTree(answer.stats()));
        content.set("performance", Json.MAPPER.valueToTree(answer.performance()));
        content.set("warmup", Json.MAPPER.valueToTree(answer.warmup()));
        content.put("data_digest", answer.dataDigest());
        content.put("data_origin", answer.dataOrigin());
        return new ToolAnswer(
                String.format(
                        Locale.ROOT,
                        "Return %s percent in %s trades. %s",
                        content.at("/stats/total_equity_return_pct").asString("?"),
                        content.at("/stats/trades").asString("?"),
                        sentence),
                content);
    }
}
