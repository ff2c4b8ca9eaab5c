package dev.quarry.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.JobState;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.job.store.ChainTransitions.Link;
import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The diagram in {@code docs/queue.md} has an arrow for each change of state that a transition makes, and no other: every
 * transition is tried on jobs in every situation, and what became of their rows is compared with the page.
 */
class StateDiagramIT {

    private static final Path PAGE = Path.of("docs/queue.md");
    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\\s+stateDiagram-v2\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("(?m)^\\s*(\\S+) --> (\\S+) : .+$");

    /** How the diagram draws where a job comes from and where it goes. */
    private static final String NOTHING = "[*]";

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final JobType TYPE = new JobType("noop", Lane.IO);

    /** What an act of this test calls; the classes' other public methods change no state. */
    private static final Set<String> TRIED = Set.of(
            "ChainTransitions.settleAll",
            "EnqueueTransitions.enqueueAll",
            "JobTransitions.claim",
            "JobTransitions.succeed",
            "JobTransitions.fail",
            "JobTransitions.handBack",
            "ParentTransitions.fanOut",
            "ParentTransitions.settle",
            "ParentTransitions.cancelOrphans",
            "ControlTransitions.cancel",
            "ControlTransitions.retry",
            "RescueTransitions.rescueExpired",
            "DeleteTransitions.delete",
            "DeleteTransitions.deleteOld");

    private static final Set<String> WITHOUT_CHANGE = Set.of(
            "ChainTransitions.link",
            "ChainTransitions.missing",
            "ChainTransitions.anyWaits",
            "JobTransitions.lookEverywhere",
            "JobTransitions.extendLease",
            "JobTransitions.fence",
            "JobTransitions.event",
            "JobTransitions.currentTokens",
            "RescueTransitions.isLost",
            "RescueTransitions.overdue");

    /** These do for one job or for several what one of {@link #TRIED} does, by the same statement. */
    private static final Set<String> THE_SAME_FOR_OTHERS = Set.of(
            "ChainTransitions.settleAfter",
            "ControlTransitions.cancelAll",
            "ControlTransitions.retryAll",
            "ParentTransitions.settleParentOf",
            "ParentTransitions.settleAll");

    private static TestDatabase database;
    private static JobTransitions attempts;
    private static ParentTransitions parents;
    private static ControlTransitions control;
    private static RescueTransitions rescue;
    private static DeleteTransitions delete;
    private static EnqueueTransitions enqueue;
    private static ChainTransitions chains;
    private static Jobs jobs;

    @BeforeAll
    static void open() {
        database = new TestDatabase().open();
        attempts = new JobTransitions(database.database());
        parents = new ParentTransitions(database.database(), new JobIds(database.database()));
        control = new ControlTransitions(database.database());
        rescue = new RescueTransitions(database.database());
        delete = new DeleteTransitions(database.database());
        enqueue = new EnqueueTransitions(database.database(), new JobIds(database.database()));
        chains = new ChainTransitions(database.database());
        jobs = new Jobs(database.database());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void the_diagram_has_an_arrow_for_each_change_that_a_transition_makes_and_no_other() throws IOException {
        Map<String, String> made = new TreeMap<>();
        situations().forEach((situation, begin) -> acts().forEach(act -> {
            database.empty("job");
            Job job = new Job();
            begin.accept(job);
            Map<Long, String> before = states();
            act.accept(job);
            changes(job.id, before, states()).forEach(change -> made.putIfAbsent(change, situation));
        }));

        assertThat(drawn()).as("of jobs in these situations: %s", made).isEqualTo(made.keySet());
    }

    @Test
    void every_transition_is_tried_or_known_to_change_no_state() {
        Set<String> known = new TreeSet<>(TRIED);
        known.addAll(WITHOUT_CHANGE);
        known.addAll(THE_SAME_FOR_OTHERS);

        Set<String> there = Stream.of(
                        ChainTransitions.class,
                        EnqueueTransitions.class,
                        JobTransitions.class,
                        ParentTransitions.class,
                        ControlTransitions.class,
                        RescueTransitions.class,
                        DeleteTransitions.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(StateDiagramIT::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(there).isEqualTo(known);
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** A job, and the newest claim of it. */
    private static final class Job {
        private long id;
        private Claim claim;

        void queued(int maxAttempts) {
            id = jobs.queued(Lane.IO, 0, maxAttempts);
        }

        void running(int maxAttempts) {
            queued(maxAttempts);
            claim = claimed();
        }

        /** Queued, after a job that succeeded, or failed. */
        void after(boolean success) {
            id = enqueue.enqueueAll(List.of(
                    new NewJob(TYPE, "{}", JobOptions.NONE, 3, Chain.NONE.withAfter(List.of(Long.MAX_VALUE)), null)))[
                    0];
            long before = jobs.queued(Lane.IO, 0, 3);
            chains.link(List.of(new Link(id, before, false)));
            Claim first = claimed();
            if (success) {
                attempts.succeed(first, "{}", Progress.NONE);
            } else {
                attempts.fail(first, "no", Progress.NONE);
            }
        }

        void waiting(FailurePolicy policy, int children) {
            running(3);
            parents.fanOut(claim, children(children), policy);
        }

        void parentIn(JobState end) {
            waiting(FailurePolicy.CONTINUE, 1);
            attempts.succeed(claimed(), "{}", Progress.NONE);
            parents.settle(id);
            claim = claimed();
            if (end == JobState.FAILED) {
                attempts.fail(claim, "no", Progress.NONE);
            } else {
                control.cancel(id);
            }
        }
    }

    private static Map<String, Consumer<Job>> situations() {
        Map<String, Consumer<Job>> all = new LinkedHashMap<>();
        all.put("none", job -> {});
        all.put("queued", job -> job.queued(3));
        all.put("queued after a job that succeeded", job -> job.after(true));
        all.put("queued after a job that failed", job -> job.after(false));
        all.put("running", job -> job.running(3));
        all.put("running, the last attempt", job -> job.running(1));
        all.put("waiting for queued children", job -> job.waiting(FailurePolicy.FAIL_FAST, 2));
        all.put("waiting for a running child", job -> {
            job.waiting(FailurePolicy.FAIL_FAST, 2);
            claimed();
        });
        all.put("waiting, all children final", job -> {
            job.waiting(FailurePolicy.CONTINUE, 1);
            attempts.succeed(claimed(), "{}", Progress.NONE);
        });
        all.put("waiting, one child failed, another is queued", job -> {
            job.waiting(FailurePolicy.FAIL_FAST, 2);
            attempts.fail(claimed(), "no", Progress.NONE);
        });
        all.put("waiting, one child failed, another runs, a third waits", job -> {
            job.waiting(FailurePolicy.FAIL_FAST, 3);
            Claim failing = claimed();
            parents.fanOut(claimed(), children(1), FailurePolicy.FAIL_FAST);
            claimed();
            attempts.fail(failing, "no", Progress.NONE);
        });
        all.put("succeeded", job -> {
            job.running(3);
            attempts.succeed(job.claim, "{}", Progress.NONE);
        });
        all.put("failed", job -> {
            job.running(3);
            attempts.fail(job.claim, "no", Progress.NONE);
        });
        all.put("canceled", job -> {
            job.running(3);
            control.cancel(job.id);
        });
        all.put("failed after its children", job -> job.parentIn(JobState.FAILED));
        all.put("canceled after its children", job -> job.parentIn(JobState.CANCELED));
        all.put("canceled, its child was stored at that moment", job -> {
            job.waiting(FailurePolicy.CONTINUE, 2);
            claimed();
            database.database()
                    .update(
                            "update job set state = 'canceled', waiting = false, finished_at = now() where id = ?",
                            job.id);
        });
        return all;
    }

    private static List<Consumer<Job>> acts() {
        return List.of(
                job -> enqueue.enqueueAll(children(1)),
                job -> chains.settleAll(),
                job -> attempts.claim(Lane.IO, "w", LEASE),
                ofClaim(claim -> attempts.succeed(claim, "{}", Progress.NONE)),
                ofClaim(claim -> attempts.fail(claim, "no", Progress.NONE)),
                ofClaim(claim -> attempts.fail(
                        claim, new Failure("later", AttemptOutcome.FAILED, Duration.ZERO), Progress.NONE)),
                ofClaim(claim -> attempts.handBack(claim, Progress.NONE)),
                ofClaim(claim -> parents.fanOut(claim, children(1), FailurePolicy.CONTINUE)),
                job -> parents.settle(job.id),
                job -> parents.cancelOrphans(),
                job -> control.cancel(job.id),
                job -> control.retry(job.id),
                job -> {
                    database.database()
                            .update("update job set lease_until = now() - interval '1 second'"
                                    + " where lease_until is not null");
                    rescue.rescueExpired();
                },
                job -> delete.delete(List.of(job.id)),
                job -> {
                    database.database().update("update job set finished_at = finished_at - interval '2 days'");
                    Arrays.stream(JobState.values()).forEach(state -> delete.deleteOld(state, 1, 10));
                });
    }

    private static Consumer<Job> ofClaim(Consumer<Claim> act) {
        return job -> {
            if (job.claim != null) {
                act.accept(job.claim);
            }
        };
    }

    private static Claim claimed() {
        return attempts.claim(Lane.IO, "w", LEASE).orElseThrow();
    }

    private static List<NewJob> children(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NewJob(TYPE, "{}", JobOptions.NONE, 3))
                .toList();
    }

    /** A waiting parent is shown as running; the diagram tells the two apart. */
    private static Map<Long, String> states() {
        Map<Long, String> states = new HashMap<>();
        database.database()
                .query(
                        "select id, case when waiting then 'waiting' else state end from job",
                        row -> states.put(row.getLong(1), row.getString(2)));
        return states;
    }

    /** Children that are deleted with their parent are left out: whatever their state, it is the parent's that decides. */
    private static List<String> changes(long asked, Map<Long, String> before, Map<Long, String> after) {
        Set<Long> ids = new HashSet<>(before.keySet());
        ids.addAll(after.keySet());
        List<String> changes = new ArrayList<>();
        for (long id : ids) {
            String from = before.getOrDefault(id, NOTHING);
            String to = after.getOrDefault(id, NOTHING);
            if (!from.equals(to) && (!to.equals(NOTHING) || id == asked)) {
                changes.add(from + " --> " + to);
            }
        }
        return changes;
    }

    private static Set<String> drawn() throws IOException {
        String diagram = DIAGRAM.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
        return ARROW.matcher(diagram)
                .results()
                .map(arrow -> arrow.group(1) + " --> " + arrow.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
