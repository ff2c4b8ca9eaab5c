package dev.quarry.marketdata;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Bars;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a market trades: its sessions by weekday, in its own time zone, and the days on which there are none.
 *
 * @param timeZone an IANA name
 * @param sessions one or more; where two overlap, both count
 * @param holidays days without any session, such as {@code 2024-07-04}; null for none
 */
@Example("""
        {"time_zone": "America/New_York", "holidays": ["2024-07-04", "2024-11-28"],
         "sessions": [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "09:30", "close": "16:00"}]}""")
public record MarketCalendar(
        @Described("Whose local times the sessions are, an IANA name")
        String timeZone,

        @Described("When it trades") List<Session> sessions,

        @Described("Days without any session, such as 2024-07-04")
        List<String> holidays)
        implements Checked {

    static final long DAY = 86_400_000;
    private static final MarketCalendar ALWAYS = new MarketCalendar(
            "UTC",
            List.of(new Session(
                    Arrays.stream(DayOfWeek.values()).map(MarketCalendar::name).toList(), "00:00", "24:00")),
            List.of());
    private static final String MIDNIGHT = "24:00";
    private static final int MAX_SESSIONS = 50;
    private static final int MAX_HOLIDAYS = 5000;

    /**
     * A time of day in which it trades.
     *
     * @param days the weekdays on which it begins, {@code mon} to {@code sun}
     * @param open when it begins, such as {@code 09:30}
     * @param close when it ends, {@code 24:00} at most; not after {@code open} when it ends on the next day
     */
    public record Session(
            @Described("The weekdays on which it begins, mon to sun")
            List<String> days,

            @Described("When it begins, such as 09:30") String open,

            @Described("When it ends; on the next day where that is not after its begin; 24:00 at most")
            String close) {}

    /** A part of a day, milliseconds since midnight; the end is exclusive. */
    record Part(long from, long to) {

        boolean overlaps(long first, long beyond) {
            return first < to && from < beyond;
        }
    }

    public MarketCalendar {
        holidays = holidays == null ? List.of() : holidays;
    }

    /**
     * The calendar that is derived from bars: their market's weekdays, times of day and holidays; around the clock
     * where none can be derived.
     */
    public static MarketCalendar learned(Bars bars) {
        return bars.size() == 0 || bars.timeframe().millis() > DAY ? ALWAYS : CalendarLearning.of(bars);
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (zone().isEmpty()) {
            violations.add(new Violation(
                    "time_zone", "must be the IANA name of a time zone, such as America/New_York; was " + timeZone));
        }
        if (sessions == null || sessions.isEmpty() || sessions.size() > MAX_SESSIONS) {
            violations.add(new Violation("sessions", "must have 1 to " + MAX_SESSIONS + " sessions"));
        } else {
            for (int i = 0; i < sessions.size(); i++) {
                check("sessions[" + i + "]", sessions.get(i), violations);
            }
        }
        if (holidays.size() > MAX_HOLIDAYS) {
            violations.add(new Violation("holidays", "must have at most " + MAX_HOLIDAYS + " days"));
        }
        holidays.stream()
                .filter(day -> date(day).isEmpty())
                .limit(1)
                .forEach(day ->
                        violations.add(new Violation("holidays", "must be dates such as 2024-07-04; was " + day)));
        return violations;
    }

    private static void check(String field, Session session, List<Violation> violations) {
        if (session == null || session.days() == null || session.days().isEmpty()) {
            violations.add(new Violation(field + ".days", "must name one weekday or more, mon to sun"));
            return;
        }
        session.days().stream()
                .filter(day -> weekday(day).isEmpty())
                .forEach(day -> violations.add(
                        new Violation(field + ".days", "must be of mon, tue, wed, thu, fri, sat, sun; was " + day)));
        if (MIDNIGHT.equals(session.open()) || time(session.open()).isEmpty()) {
            violations.add(new Violation(
                    field + ".open",
                    "must be a time of day from 00:00 to 23:59, such as 09:30; was " + session.open()));
        }
        if (time(session.close()).isEmpty()) {
            violations.add(new Violation(
                    field + ".close",
                    "must be a time of day from 00:00 to 24:00, such as 16:00; was " + session.close()));
        }
    }

    /** The time zone; empty when there is none of that name. */
    Optional<ZoneId> zone() {
        try {
            return Optional.ofNullable(timeZone).map(String::strip).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The parts of each day in which it trades, from Monday to Sunday; the calendar must have no violations. */
    List<List<Part>> week() {
        List<List<Part>> week = new ArrayList<>();
        Arrays.stream(DayOfWeek.values()).forEach(day -> week.add(new ArrayList<>()));
        for (Session session : sessions) {
            long open = time(session.open()).orElseThrow();
            long close = time(session.close()).orElseThrow();
            for (String day : session.days()) {
                DayOfWeek weekday = weekday(day).orElseThrow();
                week.get(weekday.ordinal()).add(new Part(open, close > open ? close : DAY));
                if (close > 0 && close <= open) {
                    week.get(weekday.plus(1).ordinal()).add(new Part(0, close));
                }
            }
        }
        return week;
    }

    /** Its holidays as days since the epoch; the calendar must have no violations. */
    Set<Long> closedDays() {
        return holidays.stream()
                .map(day -> date(day).orElseThrow().toEpochDay())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.ofNullable(text).map(LocalDate::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static Optional<DayOfWeek> weekday(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> name(day).equals(name))
                .findFirst();
    }

    /** A time of day as it is written in calendars; the end of a day is 24:00. */
    static String text(long millisOfDay) {
        return millisOfDay >= DAY
                ? MIDNIGHT
                : LocalTime.ofNanoOfDay(millisOfDay * 1_000_000).toString();
    }

    private static Optional<Long> time(String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(
                            MIDNIGHT.equals(text) ? DAY : LocalTime.parse(text).toNanoOfDay() / 1_000_000);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
