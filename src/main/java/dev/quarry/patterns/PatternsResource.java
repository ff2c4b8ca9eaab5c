package dev.quarry.patterns;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.platform.http.ListedTable;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;

/** The rules, and the job that finds them anew. */
@Path("patterns")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PatternsResource {

    private static final int MAX = 1000;
    private static final int LONGEST_NAME = 100;

    private final RuleStore rules;
    private final PatternStore patterns;
    private final EnqueueRoute route;
    private final KnownStrategies strategies;

    @Inject
    public PatternsResource(RuleStore rules, PatternStore patterns, EnqueueRoute route, KnownStrategies strategies) {
        this.strategies = strategies;
        this.rules = rules;
        this.patterns = patterns;
        this.route = route;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public PatternsResource() {
        this(null, null, null, null);
    }

    /** The rules of at least that confidence, strongest first, and what they are based on. */
    @GET
    @Operation(operationId = "listRules", summary = "Rules that tell winners from losers")
    public Rules list(@QueryParam("strategy") String strategy, @QueryParam("min_confidence") String minConfidence) {
        String whose = strategy(strategy);
        double least = QueryParameter.number("min_confidence", minConfidence, 0.3, 0, 1);
        return new Rules(rules.strongest(whose, least), basis(whose));
    }

    /** How often each value of a parameter wins, or of all parameters: by parameter, the best value first. */
    @GET
    @Path("values")
    @Operation(operationId = "listValuePatterns", summary = "How often each value of a parameter wins")
    public Values values(
            @QueryParam("strategy") String strategy,
            @QueryParam("parameter") String parameter,
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = MAX) String limit) {
        String whose = strategy(strategy);
        return new Values(patterns.values(whose, name("parameter", parameter), most(limit)), basis(whose));
    }

    /** How often each fifth of the range of a numeric parameter wins, or of all numeric parameters. */
    @GET
    @Path("ranges")
    @Operation(operationId = "listRangePatterns", summary = "How often each fifth of a parameter's range wins")
    public Ranges ranges(
            @QueryParam("strategy") String strategy,
            @QueryParam("parameter") String parameter,
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = MAX) String limit) {
        String whose = strategy(strategy);
        return new Ranges(patterns.ranges(whose, name("parameter", parameter), most(limit)), basis(whose));
    }

    /** The best pairs of values of two parameters; {@code parameter} and {@code with} name one or both of them. */
    @GET
    @Path("pairs")
    @Operation(operationId = "listPairPatterns", summary = "The best pairs of values")
    public Pairs pairs(
            @QueryParam("strategy") String strategy,
            @QueryParam("parameter") String parameter,
            @QueryParam("with") String with,
            @QueryParam("sort") String sort,
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = 10) String limit) {
        String code = QueryParameter.text("sort", sort);
        PairOrder order = PairOrder.of(code == null ? PairOrder.AVG_RETURN.code() : code)
                .orElseThrow(() ->
                        new InvalidInputException("sort", "must be one of " + String.join(", ", PairOrder.codes())));
        int most = QueryParameter.integer("limit", limit, 10, 1, MAX);
        String whose = strategy(strategy);
        return new Pairs(
                patterns.pairs(whose, name("parameter", parameter), name("with", with), order, most), basis(whose));
    }

    /** The rules as a table. */
    @GET
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public TableAnswer table(
            @QueryParam("strategy") String strategy, @QueryParam("min_confidence") String minConfidence) {
        return table("rules", list(strategy, minConfidence).rules());
    }

    /** The values as a table. */
    @GET
    @Path("values")
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public TableAnswer valueTable(
            @QueryParam("strategy") String strategy,
            @QueryParam("parameter") String parameter,
            @QueryParam("limit") String limit) {
        return table("values", values(strategy, parameter, limit).values());
    }

    /** The ranges as a table. */
    @GET
    @Path("ranges")
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public TableAnswer rangeTable(
            @QueryParam("strategy") String strategy,
            @QueryParam("parameter") String parameter,
            @QueryParam("limit") String limit) {
        return table("ranges", ranges(strategy, parameter, limit).ranges());
    }

    /** The pairs as a table. */
    @GET
    @Path("pairs")
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public TableAnswer pairTable(
            @QueryParam("strategy") String strategy,
            @QueryParam("parameter") String parameter,
            @QueryParam("with") String with,
            @QueryParam("sort") String sort,
            @QueryParam("limit") String limit) {
        return table("pairs", pairs(strategy, parameter, with, sort, limit).pairs());
    }

    private static TableAnswer table(String what, List<?> list) {
        List<?> told = list.stream()
                .map(one ->
                        one instanceof PatternStore.StoredPattern stored ? Json.MAPPER.readTree(stored.json()) : one)
                .toList();
        return ListedTable.of("quarry-patterns-" + what, told, Map.of("quarry.table", what));
    }

    private static int most(String limit) {
        return QueryParameter.integer("limit", limit, MAX, 1, MAX);
    }

    /** Whose patterns are meant, as they are stored. */
    private String strategy(String text) {
        String strategy = QueryParameter.text(StrategyCatalog.FIELD, text);
        PatternsRequest.strategyFault(strategy).ifPresent(fault -> {
            throw new InvalidInputException(fault.field(), fault.reason());
        });
        return MarketFilter.of(strategies.require(strategy), null, null, null, null, null)
                .strategy();
    }

    private static String name(String field, String text) {
        String name = QueryParameter.text(field, text);
        if (name != null && name.length() > LONGEST_NAME) {
            throw new InvalidInputException(field, "must have at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private StoredBasis basis(String strategy) {
        return patterns.basis(strategy).orElse(null);
    }

    /** Enqueues a {@code patterns_refresh} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("refresh")
    @Operation(
            operationId = "refreshPatterns",
            summary = "Pattern analysis",
            description = "Finds which settings go with winning, with the evidence for each.")
    @Extension(name = "x-job-type", value = "patterns_refresh")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response refresh(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(PatternsRefreshHandler.TYPE.name(), payload, uri);
    }

    /** The rules; the basis is null before the first refresh. */
    public record Rules(
            @Described("The rules, strongest first") List<StoredRule> rules,

            @Described("What they are based on; null before the first refresh")
            StoredBasis basis) {}

    /** The values; each a {@link ValuePattern}. */
    public record Values(
            @Described("The values; by parameter, the best first") @Schema(implementation = ValuePattern.class)
            List<PatternStore.StoredPattern> values,

            @Described("What they are based on; null before the first refresh")
            StoredBasis basis) {}

    /** The ranges; each a {@link RangePattern}. */
    public record Ranges(
            @Described("The ranges, by parameter") @Schema(implementation = RangePattern.class)
            List<PatternStore.StoredPattern> ranges,

            @Described("What they are based on; null before the first refresh")
            StoredBasis basis) {}

    /** The pairs; each a {@link PairPattern}. */
    public record Pairs(
            @Described("The pairs, the best first") @Schema(implementation = PairPattern.class)
            List<PatternStore.StoredPattern> pairs,

            @Described("What they are based on; null before the first refresh")
            StoredBasis basis) {}
}
