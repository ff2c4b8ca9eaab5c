package dev.quarry.job.store.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far somebody has read the events of all jobs. Ids are assigned in a different order than transactions commit, so
 * the greatest id is not enough: the position also contains the ids below it that were missing. It means the same on
 * every node.
 *
 * @param last the greatest id that was read
 * @param gaps ids below it that were missing, ascending
 */
public record EventPosition(long last, List<Gap> gaps) {

    /** Before the first event. */
    public static final EventPosition START = new EventPosition(0, List.of());

    /** The most gaps; older ones are given up, so that a position stays short. */
    public static final int MAX_GAPS = 32;

    /**
     * The most missing ids; a client that has missed more has to read anew, since the database would search for all of
     * them.
     */
    public static final long MAX_MISSING = 100_000;

    private static final Pattern TEXT = Pattern.compile("\\d{1,18}(\\.\\d{1,18}(-\\d{1,18})?){0," + MAX_GAPS + "}");

    public EventPosition {
        gaps = List.copyOf(gaps.size() > MAX_GAPS ? gaps.subList(gaps.size() - MAX_GAPS, gaps.size()) : gaps);
    }

    /** Ids that are missing, both ends included. */
    public record Gap(long from, long to) {

        boolean contains(long id) {
            return from <= id && id <= to;
        }
    }

    /** Everything up to that id was read. */
    public static EventPosition at(long last) {
        return new EventPosition(last, List.of());
    }

    /** True when that event was read, or given up. */
    public boolean includes(long id) {
        return id <= last && gaps.stream().noneMatch(gap -> gap.contains(id));
    }

    /** How many ids below the last one are missing. */
    public long missing() {
        return gaps.stream().mapToLong(gap -> gap.to() - gap.from() + 1).sum();
    }

    /** This position with that event read too. */
    public EventPosition with(long id) {
        if (includes(id)) {
            return this;
        }
        List<Gap> next = new ArrayList<>(gaps);
        if (id > last) {
            if (id > last + 1) {
                next.add(new Gap(last + 1, id - 1));
            }
            return new EventPosition(id, next);
        }
        for (int i = 0; i < next.size(); i++) {
            Gap gap = next.get(i);
            if (gap.contains(id)) {
                next.remove(i);
                if (id < gap.to()) {
                    next.add(i, new Gap(id + 1, gap.to()));
                }
                if (id > gap.from()) {
                    next.add(i, new Gap(gap.from(), id - 1));
                }
                break;
            }
        }
        return new EventPosition(last, next);
    }

    /** This position with the missing ids up to that one given up, since they were never committed. */
    public EventPosition givingUp(long upTo) {
        if (gaps.isEmpty() || gaps.get(0).from() > upTo) {
            return this;
        }
        return new EventPosition(
                last,
                gaps.stream()
                        .filter(gap -> gap.to() > upTo)
                        .map(gap -> new Gap(Math.max(gap.from(), upTo + 1), gap.to()))
                        .toList());
    }

    /** The text that clients send back: the last id, then the missing ones, such as {@code 120.97.101-103}. */
    public String text() {
        StringBuilder text = new StringBuilder().append(last);
        for (Gap gap : gaps) {
            text.append('.').append(gap.from());
            if (gap.to() > gap.from()) {
                text.append('-').append(gap.to());
            }
        }
        return text.toString();
    }

    /** The position of that text; empty when it is not a valid one. */
    public static Optional<EventPosition> of(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.");
        long last = Long.parseLong(parts[0]);
        List<Gap> gaps = new ArrayList<>();
        long before = 0;
        for (int i = 1; i < parts.length; i++) {
            String[] ends = parts[i].split("-");
            Gap gap = new Gap(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
            if (gap.from() <= before || gap.to() < gap.from() || gap.to() >= last) {
                return Optional.empty();
            }
            before = gap.to();
            gaps.add(gap);
        }
        return Optional.of(new EventPosition(last, gaps));
    }

    long[] gapStarts() {
        return gaps.stream().mapToLong(Gap::from).toArray();
    }

    long[] gapEnds() {
        return gaps.stream().mapToLong(Gap::to).toArray();
    }
}
