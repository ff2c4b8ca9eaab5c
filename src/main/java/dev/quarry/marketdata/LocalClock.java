package dev.quarry.marketdata;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The clock on a market's wall, as milliseconds since the epoch that are counted there. Remembers the stretch between two
 * changes that it was asked for last, since times come in order. Not thread-safe.
 */
final class LocalClock {

    private final ZoneRules rules;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private long ahead;

    LocalClock(ZoneId zone) {
        rules = zone.getRules();
    }

    /** What it shows at that time, milliseconds since the epoch. */
    long at(long time) {
        if (time < from || time >= to) {
            look(Instant.ofEpochMilli(time));
        }
        return time + ahead;
    }

    private void look(Instant time) {
        ahead = rules.getOffset(time).getTotalSeconds() * 1000L;
        from = time.toEpochMilli();
        ZoneOffsetTransition next = rules.nextTransition(time);
        to = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
    }

    /** When it is put forward or back next after the time that was asked for last, milliseconds since the epoch. */
    long nextChange() {
        return to;
    }
}
