package dev.quarry.job.stream;

import dev.quarry.job.JobSummary;
import dev.quarry.job.store.read.ChangeLog;
import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.store.read.LoggedEvent;
import dev.quarry.job.stream.EventTail.Advance;
import dev.quarry.job.stream.EventTail.Step;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Sends changes to listeners. One look reads, once for all of them, the new events, then the jobs that these are about
 * and the running ones, and sends to each listener what it selected: changed jobs first, then the events, each with the
 * position from which a client can resume. Exists while there are listeners, in one thread.
 */
final class ChangeFeed {

    private static final String TOO_MUCH_AT_ONCE = "More has changed at once than can be told";
    private static final String TOO_MUCH = "Too much has changed since";
    private static final int KNOWN_JOBS = 5_000;

    /** The most events of a job's history that a new listener gets. */
    private static final int MAX_HISTORY = 500;

    private static final int MAX_HISTORY_BYTES = Frames.MAX_BYTES / 2;

    /**
     * How often a parent's progress is updated: it is the sum of its children's, which is not computed for each step of
     * each.
     */
    private static final long PARENT_NANOS = 500_000_000L;

    /** How much later than its time a heartbeat may be committed. */
    private static final int COMMIT_SECONDS = 2;

    private static final OffsetDateTime EPOCH = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final ChangeLog log;
    private final LongSupplier nanos;
    private final EventTail tail;
    private final Map<Long, JobSummary> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, JobSummary> eldest) {
            return size() > KNOWN_JOBS;
        }
    };
    private final Set<Long> changedParents = new HashSet<>();
    private OffsetDateTime activeAfter = EPOCH;
    private long parentsNanos;

    ChangeFeed(ChangeLog log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.tail = new EventTail(log, nanos);
        this.parentsNanos = nanos.getAsLong();
    }

    /**
     * Sends what is new.
     *
     * @return true when another look is due soon, whether or not anything changes
     */
    boolean look(Collection<Listener> listeners) {
        EventPosition before = tail.position();
        Map<Selection, Frames> rendered = new HashMap<>();
        Map<Long, Change> changes;
        try {
            Advance advance = tail.advance();
            changes = changes(advance, listeners);
            for (Listener listener : audible(listeners)) {
                rendered.computeIfAbsent(listener.selection(), s -> frames(s, advance, before, changes)
                        .orReset(TOO_MUCH_AT_ONCE, tail.position()));
            }
        } catch (RuntimeException e) {
            forget(before);
            throw e;
        }
        boolean soon = !changedParents.isEmpty();
        for (Listener listener : listeners) {
            Selection selection = listener.selection();
            if (!listener.isSilent()) {
                listener.send(rendered.get(selection));
            }
            if (selection.isOneJob()) {
                soon |= endIfOver(listener, changes.get(selection.jobId()));
            }
        }
        return soon;
    }

    /** Brings a new listener up to date: sends it everything since it was last connected, or that it must read anew. */
    void admit(Listener listener) {
        if (listener.isSilent()) {
            return;
        }
        Frames frames = new Frames().retry();
        EventPosition from = listener.from();
        Selection selection = listener.selection();
        if (from != null && from.last() > tail.position().last()) {
            frames.reset("The id is from another database", tail.position());
        } else if (selection.isOneJob()) {
            log.jobs(List.of(selection.jobId())).forEach(frames::job);
            history(selection.jobId(), from == null ? EventPosition.START : from, frames);
        } else if (from != null && from.missing() > EventPosition.MAX_MISSING) {
            frames.reset(TOO_MUCH, tail.position());
        } else if (from != null) {
            replay(from, selection, frames);
        }
        listener.send(frames.at(tail.position()).orReset(TOO_MUCH, tail.position()));
    }

    /** Sends all listeners a sign of life. */
    void alive(Collection<Listener> listeners) {
        byte[] sign = new Frames().alive(tail.position()).bytes();
        audible(listeners).forEach(listener -> listener.outlet().send(sign));
    }

    private static List<Listener> audible(Collection<Listener> listeners) {
        return listeners.stream().filter(listener -> !listener.isSilent()).toList();
    }

    /**
     * Sends the events of one job since a position. Within a job ids are in the order of commits, so each is a position
     * by itself.
     */
    private void history(long jobId, EventPosition since, Frames frames) {
        List<LoggedEvent> events = log.ofJob(jobId, since, MAX_HISTORY);
        int first = events.size();
        for (int bytes = 0; first > 0 && bytes <= MAX_HISTORY_BYTES; first--) {
            LoggedEvent event = events.get(first - 1);
            bytes += new Frames().event(event, EventPosition.at(event.id())).bytes().length;
        }
        for (LoggedEvent event : events.subList(first, events.size())) {
            if (tail.position().includes(event.id())) {
                frames.event(event, EventPosition.at(event.id()));
            }
        }
    }

    private void replay(EventPosition from, Selection selection, Frames frames) {
        List<LoggedEvent> missed = log.after(from, EventTail.MAX + 1).stream()
                .filter(event -> tail.position().includes(event.id()))
                .toList();
        if (missed.size() > EventTail.MAX) {
            frames.reset(TOO_MUCH, tail.position());
            return;
        }
        Set<Long> ids = missed.stream().map(LoggedEvent::jobId).collect(Collectors.toSet());
        Map<Long, JobSummary> selected = new HashMap<>();
        for (JobSummary job : log.jobs(ids)) {
            if (selection.includes(null, job)) {
                selected.put(job.id(), job);
                frames.job(job);
            }
        }
        EventPosition position = from;
        for (LoggedEvent event : missed) {
            position = position.with(event.id());
            if (selected.containsKey(event.jobId())) {
                frames.event(event, position);
            }
        }
    }

    /** The jobs that the look is about: with new events, or running, or listened to. */
    private Map<Long, Change> changes(Advance advance, Collection<Listener> listeners) {
        Set<Long> ids = new HashSet<>();
        boolean onlySingleJobs = true;
        for (Listener listener : listeners) {
            if (listener.selection().isOneJob()) {
                ids.add(listener.selection().jobId());
            } else {
                onlySingleJobs = false;
            }
        }
        List<JobSummary> rows;
        if (onlySingleJobs) {
            rows = log.jobs(ids);
        } else {
            advance.steps().forEach(step -> ids.add(step.event().jobId()));
            if (nanos.getAsLong() - parentsNanos >= PARENT_NANOS) {
                parentsNanos = nanos.getAsLong();
                ids.addAll(changedParents);
                changedParents.clear();
            }
            rows = log.jobsAndActive(ids, activeAfter);
        }
        Map<Long, Change> changes = new LinkedHashMap<>();
        for (JobSummary now : rows) {
            JobSummary before = known.put(now.id(), now);
            boolean changed = !now.equals(before);
            changes.put(now.id(), new Change(before, now, changed));
            if (changed && now.parentId() != null && !onlySingleJobs) {
                changedParents.add(now.parentId());
            }
            if (now.heartbeatAt() != null
                    && now.heartbeatAt().minusSeconds(COMMIT_SECONDS).isAfter(activeAfter)) {
                activeAfter = now.heartbeatAt().minusSeconds(COMMIT_SECONDS);
            }
        }
        return changes;
    }

    private Frames frames(Selection selection, Advance advance, EventPosition before, Map<Long, Change> changes) {
        Frames frames = new Frames();
        if (advance.overrun() && !selection.isOneJob()) {
            return frames.reset(TOO_MUCH_AT_ONCE, tail.position());
        }
        Collection<Change> candidates = changes.values();
        if (selection.isOneJob()) {
            Change only = changes.get(selection.jobId());
            candidates = only == null ? List.of() : List.of(only);
        }
        for (Change change : candidates) {
            if (change.changed() && selection.includes(change.before(), change.now())) {
                frames.job(change.now());
            }
        }
        if (advance.overrun()) {
            history(selection.jobId(), before, frames);
            return frames.at(tail.position());
        }
        for (Step step : advance.steps()) {
            Change change = changes.get(step.event().jobId());
            if (change != null && selection.includes(change.before(), change.now())) {
                frames.event(step.event(), step.position());
            }
        }
        return frames;
    }

    /** Undoes a look that failed, which has sent nothing: the next one starts from the same position. */
    private void forget(EventPosition before) {
        tail.rewind(before);
        known.clear();
        activeAfter = EPOCH;
    }

    /**
     * Ends the stream if the job was final at the previous look too, or was deleted. True when the job is final, so
     * that another look is due.
     */
    private boolean endIfOver(Listener listener, Change change) {
        long jobId = listener.selection().jobId();
        if (listener.isSilent()) {
            if (change == null || change.now().status().isFinal()) {
                listener.outlet().close();
            }
            return false;
        }
        if (change == null) {
            listener.send(new Frames().end(jobId, null, tail.position()));
            listener.outlet().close();
            return false;
        }
        boolean isFinal = change.now().status().isFinal();
        if (listener.isFinalAgain(isFinal)) {
            listener.send(new Frames().end(jobId, change.now().status(), tail.position()));
            listener.outlet().close();
        }
        return isFinal;
    }

    /**
     * @param before null when it is not known
     * @param changed false when nothing of it is new
     */
    private record Change(JobSummary before, JobSummary now, boolean changed) {}
}
