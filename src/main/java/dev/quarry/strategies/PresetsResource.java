package dev.quarry.strategies;

import dev.quarry.strategy.Preset;
import dev.quarry.strategy.rsibands.Presets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The strategy presets (SPEC K), to be used as parameters of a back-test or as base parameters of a search. */
@Path("presets")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PresetsResource {

    /** Every preset. */
    @GET
    @Operation(operationId = "listPresets", summary = "The strategy presets")
    public PresetList list() {
        return new PresetList(Presets.all());
    }

    /** All of them. */
    public record PresetList(List<Preset> presets) {}
}
