package dev.quarry.mcp;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;

/** The settings of the door for agents. */
public final class McpSettings implements SettingSource {

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("quarry.mcp.enabled", Allowed.oneOf(List.of("true", "false"))),
                new Setting("quarry.mcp.sessions.max", Allowed.wholeNumber(1, 10_000)),
                new Setting("quarry.mcp.sessions.idle.seconds", Allowed.wholeNumber(1, 86_400)));
    }
}
