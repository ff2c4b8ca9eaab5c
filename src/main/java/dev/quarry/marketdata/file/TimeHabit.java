package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.LayoutDetection.Found;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.BarTime;
import dev.quarry.marketdata.file.text.TimeText;
import dev.quarry.marketdata.file.text.TimeText.DayOrder;
import dev.quarry.marketdata.file.text.ZoneText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the times of a file are written, as its first bars show.
 *
 * @param zone the time zone of those without an offset
 * @param descending true when the newest bar comes first
 * @param ownDates true when daily bars begin at local midnight: each belongs to the date that it names
 * @param unzoned true when the times are text without an offset and their zone is unknown
 */
record TimeHabit(DayOrder order, ZoneId zone, boolean descending, boolean ownDates, boolean unzoned) {

    private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^)]+)\\)");
    private static final long DAY = 86_400_000;

    static TimeHabit of(Found found, DayOrder order, ReadingOptions options) {
        Optional<ZoneId> zone = options.timeZone()
                .or(() -> found.header().isEmpty()
                        ? Optional.empty()
                        : zoneInName(found.header().get(found.columns().time())));
        List<Sample> samples = found.bars().stream()
                .flatMap(bar -> sample(found, bar, order).stream())
                .toList();
        boolean text = !samples.isEmpty();
        boolean offsets = samples.stream().anyMatch(Sample::hasZone);
        boolean descending =
                text && samples.get(0).local() > samples.get(samples.size() - 1).local();
        boolean midnights = text && samples.stream().allMatch(sample -> Math.floorMod(sample.local(), DAY) == 0);
        return new TimeHabit(
                order,
                zone.map(ZoneId::normalized).orElse(ZoneOffset.UTC),
                descending,
                options.wholeDays() && midnights,
                text && !offsets && zone.isEmpty());
    }

    BarTime times() {
        return new BarTime(order, zone, descending, ownDates);
    }

    /** A time as it is written, and whether it has a zone. */
    private record Sample(long local, boolean hasZone) {}

    private static Optional<Sample> sample(Found found, List<String> bar, DayOrder order) {
        String text = bar.get(found.columns().time());
        if (BarTime.isCount(text)) {
            return Optional.empty();
        }
        try {
            TimeText time = TimeText.parse(text);
            int clock = found.columns().clock();
            long millis = clock < 0 ? 0 : TimeText.clockMillis(bar.get(clock));
            return Optional.of(new Sample(time.localMillis(order) + millis, time.zoneOrNull() != null));
        } catch (BadLineException e) {
            return Optional.empty();
        }
    }

    /** The zone that the name of the time column contains, as in {@code Date (America/New_York)}; empty without one. */
    private static Optional<ZoneId> zoneInName(String name) {
        Matcher matcher = IN_BRACKETS.matcher(name);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneText.parse(matcher.group(1).strip(), name));
        } catch (BadLineException e) {
            return Optional.empty();
        }
    }
}
