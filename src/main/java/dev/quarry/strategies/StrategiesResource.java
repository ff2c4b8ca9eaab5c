package dev.quarry.strategies;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StoredVersion;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.catalog.StrategyStore;
import dev.quarry.ledger.RunLedger;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;

/** The strategies: the built-in family, those that come with Quarry, and those that users store. */
@Path("strategies")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class StrategiesResource {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX = 200;

    /** Any name but that of the route beside it, which is no strategy's: what that does not know is 405, not 404. */
    private static final String NAME = "{name: (?!check$)[^/]+}";

    private final StrategyCatalog catalog;
    private final StrategyStore store;
    private final RunLedger runs;
    private final StrategyCheck check;
    private final PayloadReader reader;

    @Inject
    public StrategiesResource(
            StrategyCatalog catalog, StrategyStore store, RunLedger runs, StrategyCheck check, PayloadReader reader) {
        this.catalog = catalog;
        this.store = store;
        this.runs = runs;
        this.check = check;
        this.reader = reader;
    }

    /** RESTEasy looks for one; the bean is made by the other. */
    public StrategiesResource() {
        this(null, null, null, null, null);
    }

    /**
     * A page of strategies.
     *
     * @param nextCursor where the next page begins; null when there is none
     */
    public record StrategyPage(
            @Described("The built-in family first, then what comes with Quarry, then stored ones by name")
            List<StrategySummary> strategies,

            @Described("Where the next page begins; null when there is none")
            String nextCursor) {}

    /**
     * What came of storing a definition.
     *
     * @param name of the strategy
     * @param version its newest version now
     * @param digest of its definition
     * @param stored whether it is new
     */
    public record StrategyStored(
            @Described("Of the strategy") String name,

            @Described("The number of its newest version now")
            int version,

            @Described("SHA-256 of the definition, 64 hexadecimal digits")
            String digest,

            @Described("Whether that version is new; false where the newest was the same definition already")
            boolean stored) {}

    /** Strategies, each with its newest version. */
    @GET
    @Operation(operationId = "listStrategies", summary = "The strategies, the built-in family first")
    public StrategyPage list(
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = DEFAULT_LIMIT) String limit,
            @QueryParam("cursor") String cursor) {
        int most = QueryParameter.integer("limit", limit, DEFAULT_LIMIT, 1, MAX);
        String after = QueryParameter.text("cursor", cursor);
        List<StrategySummary> found = new ArrayList<>();
        List<StrategySummary> always =
                StrategyCatalog.always().stream().map(StrategySummary::of).toList();
        List<String> names = always.stream().map(StrategySummary::name).toList();
        int place = after == null ? -1 : names.indexOf(after);
        if (after == null || place >= 0) {
            found.addAll(always.subList(place + 1, always.size()));
        }
        store.page(place >= 0 || after == null ? "" : after, most + 1).stream()
                .map(StrategySummary::of)
                .forEach(found::add);
        return found.size() > most
                ? new StrategyPage(found.subList(0, most), found.get(most - 1).name())
                : new StrategyPage(found, null);
    }

    /** One of them, whole. */
    @GET
    @Path(NAME)
    @Operation(
            operationId = "getStrategy",
            summary = "A strategy, whole, with its versions",
            description = "The newest version, unless `version` or the name says another one, as `turtle@3` does.")
    public StrategyDetail find(@PathParam("name") String name, @QueryParam("version") @Whole(min = 1) String version) {
        String asked = QueryParameter.text("name", name);
        Optional<StrategyReference> reference = Optional.ofNullable(asked).flatMap(StrategyReference::parse);
        int number = QueryParameter.integer("version", version, 0, 1, Integer.MAX_VALUE);
        if (number > 0
                && reference
                        .filter(one -> one.version() == null && one.digest() == null)
                        .isEmpty()) {
            throw new InvalidInputException("version", "must be absent where the name says a version itself");
        }
        StrategyCatalog.Found found = catalog.find(number > 0 ? asked + "@" + number : asked);
        CatalogedStrategy strategy = found.strategy()
                .orElseThrow(
                        () -> ProblemException.notFound(found.faults().get(0).message()));
        boolean stored = strategy.reference().version() != null;
        boolean hidden = stored
                && store.newest(strategy.reference().name())
                        .map(StoredVersion::hidden)
                        .orElse(false);
        return StrategyDetail.of(
                strategy, hidden, stored ? store.versions(strategy.reference().name()) : List.of());
    }

    /** Stores a definition: a new version, unless the newest is the same. */
    @RequiredRole(Role.SUBMIT)
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path(NAME)
    @Operation(
            operationId = "putStrategy",
            summary = "Store a strategy",
            description = "A new version where the definition differs from the newest one; no version is ever changed.")
    @RequestBodySchema(StrategyRequest.class)
    @APIResponseSchema(StrategyStored.class)
    @APIResponse(responseCode = "201", description = "A new version was stored")
    @APIResponse(
            responseCode = "409",
            description = "A strategy of that name comes with Quarry, or too many are stored")
    public Response put(@PathParam("name") String name, @Context SecurityContext caller, JsonNode body) {
        if (body == null || !body.isObject()) {
            throw new InvalidInputException("", "the body must be a definition, a JSON object");
        }
        StrategyStore.Stored stored =
                catalog.put(name, body, caller.getUserPrincipal().getName());
        StrategyReference now = stored.reference();
        return Response.status(stored.added() ? 201 : 200)
                .location(URI.create("strategies/" + now.text()))
                .entity(new StrategyStored(now.name(), now.version(), now.digest(), stored.added()))
                .build();
    }

    /** Looks at a back-test, or at a search, without running it. */
    @RequiredRole(Role.READ)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("check")
    @Operation(
            operationId = "checkStrategy",
            summary = "Look at a strategy without running it",
            description =
                    "Takes the body of a back-test. What is wrong comes as faults, all at once; with a market whose prices are stored: how often each rule holds; with a grid: what it would cost.")
    @RequestBodySchema(CheckRequest.class)
    public CheckAnswer check(JsonNode body) {
        return check.check(reader.read(body, CheckRequest.class));
    }

    /** Hides a strategy that no run names. */
    @RequiredRole(Role.SUBMIT)
    @DELETE
    @Path(NAME)
    @Operation(
            operationId = "deleteStrategy",
            summary = "Take a stored strategy off the list",
            description = "Its versions stay, so that what was computed with them can be computed again.")
    @APIResponse(responseCode = "409", description = "Stored runs name it, or it comes with Quarry")
    public Response remove(@PathParam("name") String name) {
        if (StrategyCatalog.isTaken(name)) {
            throw new ProblemException(409, "Conflict", name + " comes with Quarry");
        }
        QueryParameter.text("name", name);
        if (name.contains("@")) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    "Versions stay, for what was computed with them: delete the name alone, without @");
        }
        long named = runs.runsOf(name);
        if (named > 0) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    String.format(
                            Locale.ROOT,
                            "%,d stored %s %s: it stays listed with them, and a new version may be stored at any time",
                            named,
                            named == 1 ? "run names" : "runs name",
                            name));
        }
        if (!store.hide(name)) {
            throw ProblemException.notFound("There is no strategy " + name + " that is stored");
        }
        return Response.noContent().build();
    }
}
