package dev.quarry.marketdata;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Converts times to a market's local time, in milliseconds since the local epoch. Remembers the last interval between
 * two changes of the clock, since times usually come in order. Not thread-safe.
 */
final class LocalClock {

    private final ZoneRules rules;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private long ahead;

    LocalClock(ZoneId zone) {
        rules = zone.getRules();
    }

    /** The local time at that time, milliseconds since the epoch. */
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

    /** When the clock changes next after the time of the last call, milliseconds since the epoch. */
    long nextChange() {
        return to;
    }
}
