package dev.quarry.schedule;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;

/** The settings of schedules. */
public final class ScheduleSettings implements SettingSource {

    private static final int DAY_MINUTES = 1_440;

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(
                "quarry.leaderboard.refresh.minutes",
                Allowed.wholeNumber(
                        "0, or a number of minutes that divides an hour, or hours that divide a day",
                        ScheduleSettings::isInterval)));
    }

    private static boolean isInterval(long minutes) {
        return minutes == 0
                || minutes > 0 && minutes < 60 && 60 % minutes == 0
                || minutes > 0 && minutes % 60 == 0 && DAY_MINUTES % minutes == 0;
    }
}
