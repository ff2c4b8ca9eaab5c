package dev.quarry.operations;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;

/** The settings of health and of the audit. */
public final class OperationsSettings implements SettingSource {

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("quarry.health.reference", Allowed.oneOf(List.of("true", "false"))),
                new Setting("quarry.retention.audit.days", Allowed.wholeNumber(0, 36_500)));
    }
}
