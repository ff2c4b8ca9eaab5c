package dev.quarry.search;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;

/** The settings of searches. */
public final class SearchSettings implements SettingSource {

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("quarry.sweep.threads", Allowed.wholeNumber(0, 1_024)),
                new Setting("quarry.search.max-rule-seconds", Allowed.wholeNumber(1, 10_000_000)));
    }
}
