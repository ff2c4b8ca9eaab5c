package dev.quarry.job.enqueue;

import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.enqueue.Links.Tied;
import dev.quarry.job.store.Digest;
import dev.quarry.job.store.EnqueueTransitions;
import dev.quarry.job.store.IdempotencyKeys;
import dev.quarry.job.store.IdempotencyKeys.Known;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.store.NewJobs;
import dev.quarry.job.store.UniqueJobs;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stores validated jobs in the caller's transaction, except those that are stored already. */
@ApplicationScoped
public class JobIntake {

    private static final int ACTIVE = -1;

    private final NewJobs newJobs;
    private final EnqueueTransitions enqueue;
    private final UniqueJobs uniqueJobs;
    private final IdempotencyKeys keys;
    private final Links links;

    @Inject
    public JobIntake(
            NewJobs newJobs, EnqueueTransitions enqueue, UniqueJobs uniqueJobs, IdempotencyKeys keys, Links links) {
        this.newJobs = newJobs;
        this.enqueue = enqueue;
        this.uniqueJobs = uniqueJobs;
        this.keys = keys;
        this.links = links;
    }

    /**
     * The jobs of a request.
     *
     * @param ids the jobs in the order of the request
     * @param stored those of them that are new
     */
    public record Intake(List<Long> ids, List<NewJob> stored) {}

    /** Stores one job, or finds the active one that it would duplicate. */
    public Intake take(NewJob job) {
        Long active =
                uniqueJobs.hold(List.of(job)).values().stream().findFirst().orElse(null);
        if (active != null) {
            return new Intake(List.of(active), List.of());
        }
        long id = newJobs.add(List.of(job)).ids()[0];
        links.store(List.of(new Tied(id, job)), List.of(id));
        return new Intake(List.of(id), List.of(job));
    }

    /**
     * Stores many jobs; for a unique one that would duplicate an active job, or an earlier one of these, the id is that
     * job's.
     */
    public Intake takeAll(List<NewJob> jobs) {
        Map<String, Long> active = uniqueJobs.hold(jobs);
        Map<String, Integer> places = new HashMap<>();
        List<NewJob> stored = new ArrayList<>();
        int[] placeOf = new int[jobs.size()];
        for (int i = 0; i < jobs.size(); i++) {
            String key = jobs.get(i).uniqueKey();
            Integer place = key == null ? null : places.get(key);
            if (place == null && (key == null || !active.containsKey(key))) {
                place = stored.size();
                stored.add(jobs.get(i));
                places.put(key, place);
            }
            placeOf[i] = place == null ? ACTIVE : place;
        }
        long[] ids = enqueue.enqueueAll(stored);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            all.add(placeOf[i] == ACTIVE ? active.get(jobs.get(i).uniqueKey()) : Long.valueOf(ids[placeOf[i]]));
        }
        links.store(
                IntStream.range(0, ids.length)
                        .mapToObj(i -> new Tied(ids[i], stored.get(i)))
                        .toList(),
                all);
        return new Intake(all, stored);
    }

    /**
     * Does the work unless a request with the same idempotency key did it in the last 24 hours.
     *
     * @param key null means that the work is done in any case
     * @throws ProblemException 409 when that request asked for something else
     */
    public Intake once(String key, List<JobRequest> requests, Supplier<Intake> work) {
        if (key == null) {
            return work.get();
        }
        String digest = digest(requests);
        if (keys.take(key, digest)) {
            Intake intake = work.get();
            keys.keep(key, intake.ids());
            return intake;
        }
        return new Intake(sameRequest(keys.find(key).orElseThrow(), digest), List.of());
    }

    /**
     * The jobs of a request with the same key in the last 24 hours; empty when there was none.
     *
     * @param key the request's idempotency key; null for none
     * @throws ProblemException 409 when that request asked for something else
     */
    public Optional<List<Long>> before(String key, List<JobRequest> requests) {
        return key == null ? Optional.empty() : keys.find(key).map(known -> sameRequest(known, digest(requests)));
    }

    private static List<Long> sameRequest(Known known, String digest) {
        if (!known.digest().equals(digest)) {
            throw new ProblemException(
                    409, "Conflict", "The Idempotency-Key was used in the last 24 hours for a different request");
        }
        return known.jobIds();
    }

    /** Nothing for a job by itself, so that digests of a version without chains mean the same. */
    private static String tied(Chain chain) {
        return chain.equals(Chain.NONE) ? "" : chain.toString();
    }

    private static String digest(List<JobRequest> requests) {
        return Digest.of(requests.stream()
                .flatMap(r -> Stream.of(r.jobType(), Json.canonical(r.payload()), r.options() + tied(r.chain())))
                .toArray(String[]::new));
    }
}
