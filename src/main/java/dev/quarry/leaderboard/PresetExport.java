package dev.quarry.leaderboard;

import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.query.RankedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Winners as strategy presets (SPEC I). Unlike the reference's, which lack the parameters that did not vary, they have
 * every parameter, so that a preset means the same wherever it is used.
 */
final class PresetExport {

    private PresetExport() {}

    /** Presets by key, best first. */
    static Map<String, Map<String, Object>> of(List<RankedRun> winners, String prefix) {
        Map<String, Map<String, Object>> presets = new LinkedHashMap<>();
        for (int i = 0; i < winners.size(); i++) {
            String key = key(prefix, i + 1);
            presets.put(key, preset(key, i + 1, winners.get(i)));
        }
        return presets;
    }

    /** The key of the preset of that rank. */
    static String key(String prefix, int rank) {
        return prefix + "_" + rank;
    }

    private static Map<String, Object> preset(String key, int rank, RankedRun winner) {
        Map<String, Object> preset = new LinkedHashMap<>();
        preset.put("name", key);
        preset.put("description", description(rank, winner.run().statistics()));
        preset.put("category", "discovered");
        preset.putAll(winner.setup().parameters(winner.run().combination()));
        return preset;
    }

    private static String description(int rank, RunStatistics run) {
        String profitFactor = Double.isInfinite(run.profitFactor()) ? "infinite" : decimals(run.profitFactor());
        return String.format(
                Locale.ROOT,
                "Discovered strategy #%d: %s%% return, %s%% max DD, PF %s",
                rank,
                decimals(run.totalReturn()),
                decimals(run.maxDrawdown()),
                profitFactor);
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
