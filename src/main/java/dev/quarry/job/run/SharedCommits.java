package dev.quarry.job.run;

import dev.quarry.job.JobDetail;
import dev.quarry.job.Lane;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.store.NewJobs;
import dev.quarry.job.store.NewJobs.Stored;
import dev.quarry.job.store.Success;
import dev.quarry.platform.concurrent.GroupCommit;
import dev.quarry.platform.concurrent.GroupCommit.Waiting;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TimeLimit;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.platform.trace.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The three writes that every job needs (stored, claimed, ended with a result), made in one transaction for all threads
 * of this node that want the same at the same moment. Nothing is less durable for that: every thread waits for the
 * commit. Where one of many writes is refused, each is done again alone, so that it does not affect the others.
 */
@ApplicationScoped
public class SharedCommits {

    private static final int MAX = 64;

    /** Not all slots of a lane, so that some claim while the others write their results. */
    private static final int MAX_CLAIMERS = 4;

    /** A result of this many characters or more is written alone, so that short jobs do not wait for it. */
    private static final int LONG_RESULT = 65_536;

    /**
     * The time limit of these statements: since all threads of the node wait for them, a connection that hangs must not
     * delay them long.
     */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final JobTransitions transitions;
    private final NewJobs newJobs;
    private final Transactions transactions;
    private final GroupCommit<NewJob, JobDetail> enqueues;
    private final GroupCommit<List<Success>, List<Boolean>> successes;
    private final Map<Lane, GroupCommit<Lane, List<Claim>>> claims = new EnumMap<>(Lane.class);

    @Inject
    public SharedCommits(
            JobTransitions transitions,
            NewJobs newJobs,
            Transactions transactions,
            WorkerIdentity identity,
            Heartbeat heartbeat,
            BatchSizes sizes) {
        this(transitions, newJobs, transactions, identity, heartbeat, sizes, Waiting.UNTIL_SIGNALLED);
    }

    /** @param waits how threads wait for their turn */
    SharedCommits(
            JobTransitions transitions,
            NewJobs newJobs,
            Transactions transactions,
            WorkerIdentity identity,
            Heartbeat heartbeat,
            BatchSizes sizes,
            Waiting waits) {
        this.transitions = transitions;
        this.newJobs = newJobs;
        this.transactions = transactions;
        this.enqueues = new GroupCommit<>(MAX, this::enqueueAll, DatabaseException::isRefusal, waits);
        this.successes = new GroupCommit<>(MAX, this::succeedAll, DatabaseException::isRefusal, waits);
        for (Lane lane : Lane.values()) {
            claims.put(
                    lane,
                    new GroupCommit<>(
                            MAX_CLAIMERS,
                            slots -> deal(
                                    slots.size(),
                                    transitions.claim(
                                            lane,
                                            identity.workerId(),
                                            heartbeat.lease(),
                                            slots.size(),
                                            slots.size() * sizes.of(lane))),
                            e -> false,
                            waits));
        }
    }

    /** Stores a job that is due at once. The caller must not be in a transaction. */
    JobDetail enqueue(NewJob job) {
        return TimeLimit.within(LIMIT, () -> enqueues.submit(job));
    }

    /** The lane's next job for one slot of this node, if there is one; several if they are short. */
    List<Claim> claim(Lane lane) {
        return TimeLimit.within(LIMIT, () -> claims.get(lane).submit(lane));
    }

    /** Ends jobs with their results, all or none; false for each whose attempt no longer owns it. */
    List<Boolean> succeed(List<Success> results) {
        long length = results.stream().mapToLong(s -> s.result().length()).sum();
        return length > LONG_RESULT
                ? transitions.succeed(results)
                : TimeLimit.within(LIMIT, () -> successes.submit(results));
    }

    private List<List<Boolean>> succeedAll(List<List<Success>> slots) {
        Iterator<Boolean> owned = transitions
                .succeed(slots.stream().flatMap(List::stream).toList())
                .iterator();
        return slots.stream()
                .map(results -> results.stream().map(result -> owned.next()).toList())
                .toList();
    }

    private List<JobDetail> enqueueAll(List<NewJob> jobs) {
        Stored stored = transactions.inNew(() -> newJobs.add(jobs));
        List<JobDetail> details = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            NewJob job = jobs.get(i);
            details.add(JobDetail.queued(
                    stored.ids()[i],
                    job.type().name(),
                    job.payload(),
                    job.options(),
                    job.maxAttempts(),
                    TraceContext.of(job.traceParent())
                            .map(TraceContext::traceId)
                            .orElse(null),
                    stored.at()));
        }
        return details;
    }

    /** Distributes claims over slots in turn, best first, as cards are dealt. */
    private static List<List<Claim>> deal(int slots, List<Claim> claims) {
        List<List<Claim>> dealt = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            List<Claim> mine = new ArrayList<>();
            for (int i = slot; i < claims.size(); i += slots) {
                mine.add(claims.get(i));
            }
            dealt.add(mine);
        }
        return dealt;
    }
}
