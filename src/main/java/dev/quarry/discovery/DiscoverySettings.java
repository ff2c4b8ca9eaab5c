package dev.quarry.discovery;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;
import java.util.Map;

/** The settings of discoveries. */
public final class DiscoverySettings implements SettingSource {

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("quarry.discovery.max-combinations", Allowed.wholeNumber(1, 1_000_000_000)),
                new Setting("quarry.discovery.batch", Allowed.wholeNumber(1, 10_000_000)),
                new Setting("quarry.discovery.reevaluate-batch", Allowed.wholeNumber(1, 1_000_000)));
    }

    @Override
    public Map<String, String> replaced() {
        return Map.of("DISCOVERY_DATABASE_URL", ONE_DATABASE, "DISCOVERY_DB_PATH", ONE_DATABASE);
    }
}
