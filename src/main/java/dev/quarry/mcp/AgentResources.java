package dev.quarry.mcp;

import dev.quarry.discovery.RunsResource;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.strategies.StrategiesResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** What agents can read: pages of the documentation, strategies by name, runs by hash. */
@ApplicationScoped
public class AgentResources {

    private static final String DOCS = "quarry://docs/";
    private static final String STRATEGIES = "quarry://strategies";
    private static final String RUNS = "quarry://runs/";
    private static final String MARKDOWN = "text/markdown";
    private static final String JSON = "application/json";

    private final StrategiesResource strategies;
    private final RunsResource runs;

    @Inject
    public AgentResources(StrategiesResource strategies, RunsResource runs) {
        this.strategies = strategies;
        this.runs = runs;
    }

    /** For the proxy of the bean. */
    protected AgentResources() {
        this(null, null);
    }

    /**
     * Something to read.
     *
     * @param uri its address, or the template of many
     * @param text reads one by its address
     */
    record Document(String uri, String name, String description, String mediaType, UnaryOperator<String> text) {}

    List<Document> documents() {
        return List.of(
                page("strategies", "The language of strategies: a definition, its expressions, every function"),
                page("specification", "What every route, indicator, trade rule, statistic and grid means"),
                page("agents", "The tools for agents, the ledger of trials, and what a verdict says"),
                new Document(
                        STRATEGIES,
                        "strategies",
                        "The strategies: the built-in family, those that come with Quarry, and the first stored ones",
                        JSON,
                        uri -> Json.MAPPER.writeValueAsString(strategies.list("200", null))));
    }

    List<Document> templates() {
        return List.of(
                new Document(
                        STRATEGIES + "/{name}",
                        "strategy",
                        "One strategy, whole, with its versions; breakout@2 is its second version",
                        JSON,
                        uri -> Json.MAPPER.writeValueAsString(strategies.find(last(uri, STRATEGIES + "/"), null))),
                new Document(
                        RUNS + "{params_hash}",
                        "run",
                        "One tested run, whole, with its verdict, or how to get one",
                        JSON,
                        uri -> Json.MAPPER.writeValueAsString(runs.find(last(uri, RUNS)))));
    }

    private static Document page(String name, String description) {
        return new Document(DOCS + name, name, description, MARKDOWN, uri -> markdown(name));
    }

    private static String markdown(String name) {
        try (InputStream file = AgentResources.class.getResourceAsStream("/docs/" + name + ".md")) {
            if (file == null) {
                throw ProblemException.notFound("This build has no page " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String last(String uri, String before) {
        try {
            return URLDecoder.decode(uri.substring(before.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("The address is malformed: " + uri);
        }
    }
}
