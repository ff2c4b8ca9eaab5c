package dev.quarry.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quarry.platform.json.Json;
import dev.quarry.strategies.GridsResource.NamedGrid;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GridsAndPresetsTest {

    @Test
    void every_built_in_grid_is_listed_with_its_size_and_what_is_left_of_it() {
        assertThat(new GridsResource(null).list().grids())
                .extracting(NamedGrid::jobType, NamedGrid::name, NamedGrid::combinations, NamedGrid::distinct)
                .containsExactly(
                        tuple("optimize", "DEFAULT", 8_640L, 8_640L),
                        tuple("optimize", "QUICK", 36L, 36L),
                        tuple("optimize", "COMPREHENSIVE", 252_000L, 252_000L),
                        tuple("discover", "QUICK", 7_200L, 7_200L),
                        tuple("discover", "FOCUSED", 15_552L, 10_368L),
                        tuple("discover", "MARGIN", 4_608L, 896L),
                        tuple("discover", "FULL_MARGIN", 839_808L, 186_624L),
                        tuple("discover", "DISCOVERY", 8_960_000L, 4_200_000L));
    }

    @Test
    void presets_keep_the_names_of_their_parameters() {
        JsonNode json = Json.MAPPER.valueToTree(new PresetsResource().list());

        assertThat(json.get("presets")).hasSize(14);
        JsonNode first = json.get("presets").get(0);
        assertThat(first.get("key").asString()).isEqualTo("default");
        assertThat(first.get("parameters").get("rsi_len_30m").asInt()).isEqualTo(14);
    }
}
