package dev.quarry.evaluation;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;

/** The settings of single back-tests. */
public final class EvaluationSettings implements SettingSource {

    @Override
    public List<Setting> settings() {
        return List.of(new Setting("quarry.backtest.max-bars", Allowed.wholeNumber(1, 100_000_000)));
    }
}
