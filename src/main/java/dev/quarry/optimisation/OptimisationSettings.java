package dev.quarry.optimisation;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;

/** The settings of optimisations. */
public final class OptimisationSettings implements SettingSource {

    @Override
    public List<Setting> settings() {
        return List.of(new Setting("quarry.optimisation.max-combinations", Allowed.wholeNumber(1, 1_000_000_000)));
    }
}
