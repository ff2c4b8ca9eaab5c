package dev.quarry.frozen;

import dev.quarry.ledger.query.MarketFilter;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;

/** Winners that were frozen, and how they have fared since. */
@Path("frozen")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class FrozenResource {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX = 200;

    private final Freezing freezing;
    private final FrozenStore store;
    private final PayloadReader reader;

    @Inject
    public FrozenResource(Freezing freezing, FrozenStore store, PayloadReader reader) {
        this.freezing = freezing;
        this.store = store;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public FrozenResource() {
        this(null, null, null);
    }

    /** A page of frozen winners, newest first. */
    public record FrozenPage(
            @Described("Frozen winners, newest first") List<FrozenView> frozen,

            @Described("The cursor of the next page; null when there is none")
            String nextCursor) {}

    /** Freezes a run, or a row of a grid search, as of now. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "freezeWinner",
            summary = "Freeze a winner",
            description =
                    "Keeps it with its date, figures and data digest; every bar that opens later tells how it fares.")
    @RequestBodySchema(FreezeRequest.class)
    @APIResponse(responseCode = "404", description = "There is no such run or job")
    @APIResponse(
            responseCode = "409",
            description = "There is no such row, its prices or engine have changed, or too many are frozen")
    public FrozenDetail freeze(JsonNode body) {
        return detail(freezing.freeze(reader.read(body, FreezeRequest.class)));
    }

    /** The frozen winners. */
    @GET
    @Operation(
            operationId = "listFrozenWinners",
            summary = "Frozen winners, newest first, with their return since birth")
    public FrozenPage list(
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = DEFAULT_LIMIT) String limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("strategy") String strategy) {
        String whose = QueryParameter.text("strategy", strategy);
        MarketFilter.strategyFault(whose).ifPresent(fault -> {
            throw new InvalidInputException(fault.field(), fault.reason());
        });
        String text = QueryParameter.text("cursor", cursor);
        Long before = text == null ? null : Long.valueOf(QueryParameter.id("cursor", text));
        int most = QueryParameter.integer("limit", limit, DEFAULT_LIMIT, 1, MAX);
        List<FrozenWinner> found = store.page(
                whose == null
                        ? null
                        : MarketFilter.of(whose, null, null, null, null, null).strategy(),
                before,
                most + 1);
        List<FrozenWinner> shown = found.size() > most ? found.subList(0, most) : found;
        String next = found.size() > most ? Long.toString(shown.get(most - 1).id()) : null;
        return new FrozenPage(shown.stream().map(FrozenView::of).toList(), next);
    }

    /** One frozen winner with all that is known of it. */
    @GET
    @Path("{id}")
    @Operation(operationId = "getFrozenWinner", summary = "A frozen winner, whole, with its curve since birth")
    public FrozenDetail find(@PathParam("id") @Whole String id) {
        return detail(QueryParameter.id("id", id));
    }

    /** Deletes a frozen winner. */
    @RequiredRole(Role.OPERATE)
    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteFrozenWinner", summary = "Forget a frozen winner and how it fared")
    public Response remove(@PathParam("id") @Whole String id) {
        long number = QueryParameter.id("id", id);
        if (!store.remove(number)) {
            throw unknown(number);
        }
        return Response.noContent().build();
    }

    private FrozenDetail detail(long id) {
        FrozenWinner winner = store.find(id).orElseThrow(() -> unknown(id));
        return FrozenDetail.of(winner, store.curve(id).orElse(null));
    }

    private static ProblemException unknown(long id) {
        return ProblemException.notFound(String.format(Locale.ROOT, "There is no frozen winner %d", id));
    }
}
