package dev.quarry.search;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;
import java.util.Map;

/** The settings of searches. */
public final class SearchSettings implements SettingSource {

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("quarry.sweep.threads", Allowed.wholeNumber(0, 1_024)),
                new Setting("quarry.search.max-rule-seconds", Allowed.wholeNumber(1, 10_000_000)));
    }

    @Override
    public Map<String, String> replaced() {
        return Map.of(
                "USE_SPARK",
                "set QUARRY_SWEEP_THREADS for the threads of a search, and start more workers",
                "SPARK_MASTER",
                "start more workers (QUARRY_ROLE=worker) on the same database and broker");
    }
}
