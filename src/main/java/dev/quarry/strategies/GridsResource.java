package dev.quarry.strategies;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import tools.jackson.databind.JsonNode;

/** The grids that {@code grid} may name in a payload, and the making of others. */
@Path("grids")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class GridsResource {

    private final PayloadReader reader;

    @Inject
    public GridsResource(PayloadReader reader) {
        this.reader = reader;
    }

    /** RESTEasy looks for one; the bean is made by the other. */
    public GridsResource() {
        this(null);
    }

    /** Every built-in grid, those of optimisations first. */
    @GET
    @Operation(operationId = "listGrids", summary = "The built-in grids with their sizes")
    public Grids list() {
        List<NamedGrid> grids = new ArrayList<>();
        BuiltInGrids.optimisation().forEach((name, values) -> {
            Grid grid = Grid.of(RsiBands.STRATEGY, values);
            grids.add(NamedGrid.of("optimize", name, grid, grid.size()));
        });
        BuiltInGrids.discovery().forEach((name, values) -> {
            Grid grid = Grid.of(RsiBands.STRATEGY, values);
            grids.add(NamedGrid.of(
                    "discover", name, grid, Combinations.distinct(grid).size()));
        });
        return new Grids(grids);
    }

    /** Makes a grid out of ranges; nothing is stored. */
    @RequiredRole(Role.READ)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "makeGrid", summary = "Make a grid out of ranges")
    @RequestBodySchema(GridRanges.class)
    public MadeGrid make(JsonNode body) {
        boolean nothing = body == null || body.isNull();
        Grid grid = reader.read(nothing ? Json.MAPPER.createObjectNode() : body, GridRanges.class)
                .grid();
        return new MadeGrid(grid.size(), grid.values());
    }

    /**
     * A grid as a payload takes it.
     *
     * @param size the number of its combinations
     * @param paramGrid the values by parameter, the last one fastest
     */
    public record MadeGrid(long size, Map<String, List<Object>> paramGrid) {}

    /** All of them. */
    public record Grids(List<NamedGrid> grids) {}

    /**
     * A built-in grid.
     *
     * @param jobType the job type whose payload may name it
     * @param name by which it is named
     * @param combinations the size of its product
     * @param distinct how many of them a job of that type runs: a discovery leaves out those that cannot differ
     * @param paramGrid the values by parameter, the last one fastest
     */
    public record NamedGrid(
            String jobType, String name, long combinations, long distinct, Map<String, List<Object>> paramGrid) {

        static NamedGrid of(String jobType, String name, Grid grid, long distinct) {
            return new NamedGrid(jobType, name.toUpperCase(Locale.ROOT), grid.size(), distinct, grid.values());
        }
    }
}
