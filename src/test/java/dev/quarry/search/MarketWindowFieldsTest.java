package dev.quarry.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import dev.quarry.series.MarketFields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketWindowFieldsTest {

    private static final MarketWindow WINDOW = new MarketWindow("sample", "BTC/USD", "30m", "2014-01-01", "2014-07-15");

    @Test
    void the_fields_of_a_window_are_the_market_fields() {
        List<String> asJson = List.copyOf(Json.MAPPER.valueToTree(WINDOW).propertyNames());

        assertThat(asJson).containsExactlyInAnyOrderElementsOf(MarketFields.ALL);
        assertThat(WINDOW.writtenOver(Map.of())).containsOnlyKeys(MarketFields.ALL.toArray(String[]::new));
    }
}
