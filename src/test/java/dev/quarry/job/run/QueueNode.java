package dev.quarry.job.run;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobRequest;
import dev.quarry.job.Lane;
import dev.quarry.job.admin.BulkActions;
import dev.quarry.job.admin.QueueAdmin;
import dev.quarry.job.admin.Retention;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.enqueue.JobIntake;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.job.enqueue.LaneCalls;
import dev.quarry.job.enqueue.Links;
import dev.quarry.job.store.ChainTransitions;
import dev.quarry.job.store.ControlTransitions;
import dev.quarry.job.store.DeleteTransitions;
import dev.quarry.job.store.EnqueueTransitions;
import dev.quarry.job.store.IdempotencyKeys;
import dev.quarry.job.store.JobIds;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.NewJobs;
import dev.quarry.job.store.ParentTransitions;
import dev.quarry.job.store.QueueControls;
import dev.quarry.job.store.RescueTransitions;
import dev.quarry.job.store.UniqueJobs;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.job.store.read.BulkSelection;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.job.store.read.JobTally;
import dev.quarry.job.store.read.QueueCounts;
import dev.quarry.job.wake.BrokerQueues;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.LaneSlots;
import dev.quarry.job.wake.LocalCalls;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.concurrent.GroupCommit.Waiting;
import dev.quarry.platform.config.NodeRole;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.log.LogContext;
import dev.quarry.platform.sql.AfterCommit;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.platform.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A node of the queue without server, broker and JPA: lanes are worked when the test says so, on its thread. */
final class QueueNode {

    private final Database database;
    final JobTransitions transitions;
    final ParentTransitions parentTransitions;
    final RescueTransitions rescueTransitions;
    final AttemptEndings endings;
    final JobArchive archive;
    final Heartbeat heartbeat;
    final StoredJobQueue queue;
    final JobWorker worker;
    final JobRescue rescue;
    final WorkerRows workers;
    final LaneConsumers consumers;
    final RecordingQueueObserver observer = new RecordingQueueObserver();
    final Traces traces = Traces.carriedOnly();
    final LogContext log = new LogContext();
    private final JobHandlers handlers;
    private final WorkerIdentity identity;
    private final WakeUps wakeUps;
    private final JobChanges changes;

    QueueNode(TestDatabase testDatabase, List<JobHandler<?, ?>> features) {
        this(testDatabase, "node", features);
    }

    QueueNode(TestDatabase testDatabase, String name, List<JobHandler<?, ?>> features) {
        this(testDatabase, name, features, new BatchSizer());
    }

    QueueNode(TestDatabase testDatabase, String name, List<JobHandler<?, ?>> features, BatchSizes sizes) {
        this(
                testDatabase.database(),
                testDatabase.transactions(),
                Runnable::run,
                name,
                features,
                changes -> new WakeUps(null, Thread::new, changes),
                new Random(1),
                System::nanoTime,
                sizes,
                Waiting.UNTIL_SIGNALLED);
    }

    /**
     * With its own surroundings.
     *
     * @param afterCommit runs what follows the commit of those transactions
     */
    QueueNode(
            Database database,
            Transactions transactions,
            AfterCommit afterCommit,
            String name,
            List<JobHandler<?, ?>> features,
            Function<JobChanges, WakeUps> wakeUps,
            RandomGenerator random,
            LongSupplier nanoTime,
            BatchSizes sizes,
            Waiting waiting) {
        this.database = database;
        this.changes = new JobChanges(null, Thread::new);
        this.wakeUps = wakeUps.apply(changes);
        PayloadReader payloads = PayloadReaders.reader();
        List<JobHandler<?, ?>> all = new ArrayList<>(features);
        handlers = new JobHandlers(all);
        JobRequests requests = new JobRequests(handlers, payloads, traces);
        this.transitions = new JobTransitions(database, nanoTime);
        rescueTransitions = new RescueTransitions(database);
        JobIds ids = new JobIds(database);
        EnqueueTransitions enqueue = new EnqueueTransitions(database, ids);
        parentTransitions = new ParentTransitions(database, ids);
        archive = new JobArchive(database);
        Parents parents = new Parents(parentTransitions, this.wakeUps);
        ChainTransitions chainTransitions = new ChainTransitions(database);
        Chains chains = new Chains(chainTransitions, this.wakeUps, changes);
        LaneSlots slots = new LaneSlots(NodeRole.ALL, Map.of(Lane.IO, 8, Lane.COMPUTE, 2, Lane.LIGHT, 4)::get);
        consumers = new LaneConsumers(slots, this.wakeUps);
        // The threads that work are the tests' own.
        LocalCalls nobody = new LocalCalls(consumers, slots, Thread::new) {
            @Override
            public boolean wake(Lane lane, boolean anywhere) {
                return false;
            }
        };
        LaneCalls calls = new LaneCalls(nobody, this.wakeUps, changes);
        StoppedAttempts stopped = new StoppedAttempts(rescueTransitions, observer);
        endings = new AttemptEndings(
                this.transitions, new FailureRules(random), handlers, parents, chains, this.wakeUps, stopped, observer);
        heartbeat = new Heartbeat(this.transitions, endings, changes, 15, Thread::new, nanoTime);
        identity = new WorkerIdentity(Optional.of(name));
        NewJobs newJobs = new NewJobs(null, enqueue, ids);
        SharedCommits commits =
                new SharedCommits(this.transitions, newJobs, transactions, identity, heartbeat, sizes, waiting);
        queue = new StoredJobQueue(
                requests,
                new JobIntake(
                        newJobs,
                        enqueue,
                        new UniqueJobs(database),
                        new IdempotencyKeys(database),
                        new Links(chainTransitions, enqueue, requests)),
                archive,
                new ControlTransitions(database),
                parents,
                chains,
                calls,
                heartbeat,
                commits,
                transactions,
                afterCommit,
                observer);
        Execution execution = new Execution(payloads, requests, archive, parentTransitions, parents, calls, observer);
        worker = new JobWorker(
                this.transitions,
                commits,
                handlers,
                execution,
                heartbeat,
                endings,
                new AttemptResults(commits, parents, chains, heartbeat, stopped, observer),
                sizes,
                new AttemptSurroundings(traces, log),
                stopped,
                observer);
        workers = new WorkerRows(database);
        rescue = new JobRescue(rescueTransitions, parents, chains, this.wakeUps, consumers, observer);
    }

    /** The queue as an operator handles it. */
    public QueueAdmin queueAdmin() {
        return new QueueAdmin(
                new QueueControls(database),
                new QueueCounts(database),
                handlers,
                wakeUps,
                new BrokerQueues(null, Thread::new));
    }

    BulkActions bulk() {
        return new BulkActions(
                new BulkSelection(database),
                new ControlTransitions(database),
                new DeleteTransitions(database),
                new Parents(parentTransitions, wakeUps),
                wakeUps);
    }

    /** What forgets jobs that ended in a state that many days ago; 0 is never. */
    Retention retention(int succeededDays, int failedDays, int canceledDays) {
        return new Retention(
                new DeleteTransitions(database),
                new IdempotencyKeys(database),
                workers,
                new JobTally(database),
                succeededDays,
                failedDays,
                canceledDays);
    }

    /** This node's drain, with that time for running jobs. */
    NodeDrain drain(int graceSeconds) {
        return new NodeDrain(
                worker, consumers, heartbeat, endings, workers, identity, wakeUps, Thread::new, graceSeconds);
    }

    long enqueue(String jobType, String payload) {
        return enqueue(new JobRequest(jobType, Json.MAPPER.readTree(payload)));
    }

    long enqueue(JobRequest request) {
        return queue.enqueueAll(List.of(request), null).get(0);
    }

    public JobDetail job(long id) {
        return archive.find(id).orElseThrow();
    }

    List<String> events(long id) {
        return archive.events(id, 500).stream()
                .map(e -> e.level() + " " + e.message())
                .toList();
    }

    /** Runs everything that is due in any lane, and what follows from it. */
    public void workAll() {
        long before;
        do {
            before = newestEvent();
            for (Lane lane : Lane.values()) {
                worker.work(lane, true);
            }
            rescue.pass();
        } while (newestEvent() != before);
    }

    private long newestEvent() {
        return database.first("select coalesce(max(id), 0) from job_history", row -> row.getLong(1))
                .orElseThrow();
    }
}
