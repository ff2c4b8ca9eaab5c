package dev.quarry.job.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.ControlTransitions;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.QueueRows;
import dev.quarry.job.store.read.ChangeLog;
import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.store.read.LoggedEvent;
import dev.quarry.platform.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners are sent, look by look, from a real database. */
class ChangeFeedIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Selection ALL = new Selection(null, null, null, null);

    private final JobTransitions transitions = new JobTransitions(DATABASE.database());
    private final ControlTransitions control = new ControlTransitions(DATABASE.database());
    private final QueueRows rows = new QueueRows(DATABASE.database());
    private final ChangeLog log = new ChangeLog(DATABASE.database());
    private long nanos;

    @BeforeEach
    void empty() {
        DATABASE.empty("job");
    }

    @Test
    void a_listener_of_a_job_sees_each_state_its_rate_and_the_end() {
        long id = rows.queued(Lane.IO);
        ChangeFeed feed = feed();
        RecordingOutlet outlet = new RecordingOutlet();
        List<Listener> listeners = List.of(admitted(feed, Selection.job(id), null, outlet));

        Claim claim = transitions.claim(Lane.IO, "worker", LEASE).orElseThrow();
        feed.look(listeners);
        transitions.extendLease(claim, LEASE, new Progress(10, 100, "Ten"), 5.0);
        feed.look(listeners);
        transitions.succeed(claim, "{}", new Progress(100, 100, null));
        assertThat(feed.look(listeners)).isTrue();
        assertThat(outlet.closed).isFalse();
        feed.look(listeners);

        assertThat(outlet.kinds()).containsExactly("job", "job", "event", "event", "job", "job", "event", "end");
        assertThat(outlet.statuses()).containsExactly("queued", "running", "running", "succeeded");
        assertThat(outlet.frames.get(4).data().get("progress_rate").asDouble()).isEqualTo(5.0);
        assertThat(outlet.frames.get(4).data().get("eta_seconds").asLong()).isEqualTo(18);
        assertThat(outlet.frames.get(5).data().get("progress_rate").isNull()).isTrue();
        assertThat(outlet.closed).isTrue();
    }

    @Test
    void a_client_that_says_it_missed_millions_of_ids_reads_anew() {
        long job = rows.queued(Lane.IO);
        far(3_000_001, job);
        ChangeFeed feed = feed();
        RecordingOutlet all = new RecordingOutlet();
        RecordingOutlet one = new RecordingOutlet();

        admitted(feed, ALL, "3000001.1-2999999", all);
        admitted(feed, Selection.job(job), "3000001.1-2999999", one);

        assertThat(all.kinds()).containsExactly("reset");
        assertThat(one.kinds()).doesNotContain("reset");
    }

    @Test
    void a_position_of_ours_never_says_so_whatever_was_deleted_below_it() {
        long job = rows.queued(Lane.IO);
        far(3_000_001, job);
        ChangeFeed feed = feed();
        RecordingOutlet first = new RecordingOutlet();
        RecordingOutlet again = new RecordingOutlet();

        admitted(feed, ALL, null, first);
        long next = far(3_000_002, job);
        feed.look(List.of(admitted(feed, ALL, first.lastId, again)));

        assertThat(again.eventIds()).containsExactly(next);
    }

    @Test
    void of_each_gap_no_more_events_are_read_than_are_wanted() {
        long job = rows.queued(Lane.IO);
        DATABASE.database()
                .update(
                        "insert into job_event (job_id, level, message) select ?, 'info', 'x' from generate_series(1, 5000)",
                        job);
        EventPosition position = EventPosition.of("5000.10-2000.2500-4500").orElseThrow();

        assertThat(log.after(position, 1_995).stream().map(LoggedEvent::id))
                .containsExactlyElementsOf(
                        LongStream.concat(LongStream.rangeClosed(10, 2000), LongStream.rangeClosed(2500, 2503))
                                .boxed()
                                .toList());
        assertThat(position.missing()).isEqualTo(1_991 + 2_001);
    }

    @Test
    void a_burst_is_never_larger_than_half_of_what_a_connection_holds() {
        ChangeFeed feed = feed();
        SizedOutlet all = new SizedOutlet();
        SizedOutlet resumed = new SizedOutlet();
        List<Listener> listeners = List.of(admitted(feed, ALL, null, all));
        String before = all.lastId;
        for (int i = 0; i < 900; i++) {
            rows.queued(Lane.IO);
        }
        DATABASE.database()
                .update("insert into job_event (job_id, level, message) select id, 'info', 'Job enqueued' from job");

        feed.look(listeners);
        admitted(feed, ALL, before, resumed);

        assertThat(all.sizes).allMatch(size -> size <= Frames.MAX_BYTES);
        assertThat(all.kinds()).containsExactly("reset");
        assertThat(resumed.sizes).allMatch(size -> size <= Frames.MAX_BYTES);
        assertThat(resumed.kinds()).containsExactly("reset");
    }

    @Test
    void of_a_history_of_long_messages_the_newest_are_reported() {
        long job = rows.queued(Lane.IO);
        DATABASE.database()
                .update(
                        "insert into job_event (job_id, level, message) select ?, 'error', repeat('ä', 10000)"
                                + " from generate_series(1, 400)",
                        job);
        long newest = committed(job);
        SizedOutlet outlet = new SizedOutlet();

        admitted(feed(), Selection.job(job), null, outlet);

        assertThat(outlet.sizes).allMatch(size -> size <= Frames.MAX_BYTES);
        assertThat(outlet.kinds()).startsWith("job", "event", "event").doesNotContain("reset");
        assertThat(outlet.eventIds()).endsWith(newest - 1, newest);
    }

    @Test
    void what_does_not_change_is_not_sent_again() {
        long id = rows.queued(Lane.IO);
        ChangeFeed feed = feed();
        RecordingOutlet outlet = new RecordingOutlet();
        List<Listener> listeners = List.of(admitted(feed, ALL, null, outlet));
        transitions.claim(Lane.IO, "worker", LEASE).orElseThrow();

        feed.look(listeners);
        feed.look(listeners);
        feed.look(listeners);

        assertThat(outlet.kinds()).containsExactly("job", "event", "event");
        assertThat(outlet.frames.get(0).data().get("id").asLong()).isEqualTo(id);
    }

    @Test
    void an_event_that_is_committed_after_later_ones_is_neither_missed_nor_repeated_on_resume() throws SQLException {
        long job = rows.queued(Lane.IO);
        ChangeFeed feed = feed();
        RecordingOutlet before = new RecordingOutlet();
        Listener listener = admitted(feed, ALL, null, before);
        try (Connection slow = open()) {
            long late = event(slow, job);
            long early = committed(job);
            feed.look(List.of(listener));
            assertThat(before.eventIds()).containsExactly(early);

            slow.commit();
            RecordingOutlet after = new RecordingOutlet();
            ChangeFeed otherNode = feed();
            Listener resumed = admitted(otherNode, ALL, before.lastId, after);
            otherNode.look(List.of(resumed));
            feed.look(List.of(listener));

            assertThat(before.eventIds()).containsExactly(early, late);
            assertThat(after.eventIds()).containsExactly(late);
        }
    }

    /** Transactions commit in any order, clients break off anywhere and resume at another node. */
    @Test
    void whoever_resumes_anywhere_gets_every_event_once_in_any_order_of_commits() throws SQLException {
        for (int seed = 1; seed <= 15; seed++) {
            Random random = new Random(seed);
            long job = rows.queued(Lane.IO);
            List<Connection> open = new ArrayList<>();
            ChangeFeed[] nodes = {feed(), feed()};
            String lastId = null;
            List<Long> seen = new ArrayList<>();
            Set<Long> committed = new HashSet<>();
            List<Set<Long>> pending = new ArrayList<>();
            RecordingOutlet outlet = new RecordingOutlet();
            ChangeFeed node = nodes[0];
            Listener listener = admitted(node, ALL, null, outlet);
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        Connection connection = open();
                        Set<Long> ids = new HashSet<>();
                        for (int i = 0; i <= random.nextInt(3); i++) {
                            ids.add(event(connection, job));
                        }
                        open.add(connection);
                        pending.add(ids);
                    }
                    case 2 -> {
                        if (!open.isEmpty()) {
                            int which = random.nextInt(open.size());
                            try (Connection connection = open.remove(which)) {
                                Set<Long> ids = pending.remove(which);
                                if (random.nextInt(4) == 0) {
                                    connection.rollback();
                                } else {
                                    connection.commit();
                                    committed.addAll(ids);
                                }
                            }
                        }
                    }
                    case 3 -> node.look(List.of(listener));
                    default -> {
                        List<RecordingOutlet.Frame> read = outlet.events();
                        int count = read.isEmpty() ? 0 : random.nextInt(read.size() + 1);
                        read.subList(0, count)
                                .forEach(f -> seen.add(f.data().get("id").asLong()));
                        lastId = count < read.size()
                                ? (count == 0 ? lastId : read.get(count - 1).id())
                                : outlet.lastId;
                        if (lastId == null) {
                            lastId = EventPosition.START.text();
                        }
                        outlet = new RecordingOutlet();
                        node = nodes[random.nextInt(2)];
                        node.look(List.of());
                        listener = admitted(node, ALL, lastId, outlet);
                    }
                }
            }
            for (int i = 0; i < open.size(); i++) {
                open.get(i).commit();
                open.get(i).close();
                committed.addAll(pending.get(i));
            }
            node.look(List.of(listener));
            seen.addAll(outlet.eventIds());
            Set<Long> ofThisRound = new HashSet<>(seen);
            assertThat(seen).as("seed " + seed).doesNotHaveDuplicates();
            assertThat(ofThisRound).as("seed " + seed).containsAll(committed);
            DATABASE.empty("job");
        }
    }

    /** The same where the lines are those that rows stand for, which move from row to log when an attempt fails. */
    @Test
    void whoever_resumes_anywhere_gets_every_line_of_jobs_that_come_and_go_once() throws SQLException {
        for (int seed = 1; seed <= 15; seed++) {
            Random random = new Random(seed);
            long job = stored(seed * 1_000L);
            Map<Long, Connection> open = new LinkedHashMap<>();
            ChangeFeed[] nodes = {feed(), feed()};
            Set<Long> before = history();
            String lastId = null;
            List<Long> seen = new ArrayList<>();
            RecordingOutlet outlet = new RecordingOutlet();
            ChangeFeed node = nodes[0];
            Listener listener = admitted(node, ALL, null, outlet);
            for (int step = 0; step < 150; step++) {
                switch (random.nextInt(6)) {
                    case 0, 1, 2 -> {
                        long id = random.nextInt(3) == 0
                                ? ++job
                                : seed * 1_000L + random.nextInt((int) (job % 1_000) + 1);
                        if (!open.containsKey(id)) {
                            Connection connection = open();
                            open.put(id, connection);
                            next(connection, id, random);
                        }
                    }
                    case 3 -> {
                        if (!open.isEmpty()) {
                            Long id = List.copyOf(open.keySet()).get(random.nextInt(open.size()));
                            try (Connection connection = open.remove(id)) {
                                if (random.nextInt(4) == 0) {
                                    connection.rollback();
                                } else {
                                    connection.commit();
                                }
                            }
                        }
                    }
                    case 4 -> node.look(List.of(listener));
                    default -> {
                        List<RecordingOutlet.Frame> read = outlet.events();
                        int count = read.isEmpty() ? 0 : random.nextInt(read.size() + 1);
                        read.subList(0, count)
                                .forEach(f -> seen.add(f.data().get("id").asLong()));
                        lastId = count < read.size()
                                ? (count == 0 ? lastId : read.get(count - 1).id())
                                : outlet.lastId;
                        if (lastId == null) {
                            break;
                        }
                        outlet = new RecordingOutlet();
                        node = nodes[random.nextInt(2)];
                        node.look(List.of());
                        listener = admitted(node, ALL, lastId, outlet);
                    }
                }
            }
            for (Connection connection : open.values()) {
                connection.commit();
                connection.close();
            }
            node.look(List.of(listener));
            seen.addAll(outlet.eventIds());
            Set<Long> expected = history();
            expected.removeAll(before);
            assertThat(expected).as("seed " + seed).hasSizeGreaterThan(20);
            assertThat(seen).as("seed " + seed).doesNotHaveDuplicates();
            assertThat(seen).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
            DATABASE.empty("job");
        }
    }

    private static Set<Long> history() {
        return new HashSet<>(DATABASE.database().query("select id from job_history", row -> row.getLong(1)));
    }

    private static long stored(long id) throws SQLException {
        try (Connection connection = open()) {
            next(connection, id, new Random(1));
            connection.commit();
        }
        return id;
    }

    /** Stores the job, or claims it, or ends it in some way, as the statements of the transitions do. */
    private static void next(Connection connection, long id, Random random) throws SQLException {
        String end = random.nextInt(3) == 0
                ? "state = 'succeeded', lease_until = null, finished_at = now(), ended_event = nextval('job_event_id_seq')"
                : "state = 'queued', lease_until = null";
        for (String sql : List.of(
                "with done as (update job set " + end + " where id = ? and state = 'running' returning id, state)"
                        + " insert into job_event (job_id, level, message)"
                        + " select id, 'warn', 'queued again' from done where state = 'queued'",
                "update job set state = 'running', attempt = attempt + 1, fencing_token = nextval('fencing_token_seq'),"
                        + " lease_until = now(), started_at = now(), worker_id = 'worker',"
                        + " claimed_event = nextval('job_event_id_seq'), started_event = nextval('job_event_id_seq')"
                        + " where id = ? and state = 'queued' and claimed_event is null and xmin <> pg_current_xact_id()::xid",
                "insert into job (id, job_type, lane, payload, max_attempts, enqueued_event)"
                        + " values (?, 'noop', 'io', '{}', 9, nextval('job_event_id_seq')) on conflict do nothing")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, id);
                statement.executeUpdate();
            }
        }
    }

    @Test
    void more_than_anybody_can_follow_resets_listeners_of_all_but_not_of_one_job() {
        long quiet = rows.queued(Lane.IO);
        long loud = rows.queued(Lane.IO);
        ChangeFeed feed = feed();
        RecordingOutlet all = new RecordingOutlet();
        RecordingOutlet one = new RecordingOutlet();
        List<Listener> listeners =
                List.of(admitted(feed, ALL, null, all), admitted(feed, Selection.job(quiet), null, one));
        String before = all.lastId;
        DATABASE.database()
                .update(
                        "insert into job_event (job_id, level, message) select ?, 'info', 'x' from generate_series(1, ?)",
                        loud,
                        EventTail.MAX + 1);
        long last = committed(quiet);

        feed.look(listeners);

        assertThat(all.kinds()).containsExactly("reset");
        assertThat(one.eventIds()).containsExactly(last);
        RecordingOutlet resumed = new RecordingOutlet();
        admitted(feed, ALL, before, resumed);
        assertThat(resumed.kinds()).containsExactly("reset");
    }

    @Test
    void a_listener_of_a_state_hears_of_those_that_leave_it() {
        long id = rows.queued(Lane.IO);
        ChangeFeed feed = feed();
        RecordingOutlet queued = new RecordingOutlet();
        RecordingOutlet other = new RecordingOutlet();
        List<Listener> listeners = List.of(
                admitted(feed, new Selection(null, "queued", "noop", null), null, queued),
                admitted(feed, new Selection(null, null, "another", null), null, other));

        transitions.claim(Lane.IO, "worker", LEASE).orElseThrow();
        feed.look(listeners);
        control.cancel(id);
        feed.look(listeners);

        assertThat(queued.statuses()).containsExactly("running");
        assertThat(other.frames).isEmpty();
    }

    @Test
    void a_parent_is_notified_when_its_children_get_on() {
        long parent = rows.queued(Lane.IO);
        long child = rows.queued(Lane.IO);
        DATABASE.database()
                .update(
                        "update job set state = 'running', waiting = true, failure_policy = 'continue', started_at = now()"
                                + " where id = ?",
                        parent);
        DATABASE.database().update("update job set parent_id = ?, position = 0 where id = ?", parent, child);
        ChangeFeed feed = feed();
        RecordingOutlet outlet = new RecordingOutlet();
        List<Listener> listeners = List.of(admitted(feed, ALL, null, outlet));
        Claim claim = transitions.claim(Lane.IO, "worker", LEASE).orElseThrow();
        transitions.extendLease(claim, LEASE, new Progress(30, 60, null), 3.0);

        assertThat(feed.look(listeners)).isTrue();
        nanos += Duration.ofSeconds(1).toNanos();
        feed.look(listeners);

        RecordingOutlet.Frame last = outlet.frames.get(outlet.frames.size() - 1);
        assertThat(last.data().get("id").asLong()).isEqualTo(parent);
        assertThat(last.data().get("progress_current").asLong()).isEqualTo(30);
        assertThat(last.data().get("progress_rate").asDouble()).isEqualTo(3.0);
        assertThat(last.data().get("eta_seconds").asLong()).isEqualTo(10);
    }

    @Test
    void the_stream_of_a_deleted_job_ends() {
        long id = rows.queued(Lane.IO);
        ChangeFeed feed = feed();
        RecordingOutlet outlet = new RecordingOutlet();
        List<Listener> listeners = List.of(admitted(feed, Selection.job(id), null, outlet));
        DATABASE.database().update("delete from job where id = ?", id);

        feed.look(listeners);

        assertThat(outlet.kinds()).containsExactly("job", "end");
        assertThat(outlet.frames.get(1).data().get("status").isNull()).isTrue();
        assertThat(outlet.closed).isTrue();
    }

    private ChangeFeed feed() {
        return new ChangeFeed(log, () -> nanos);
    }

    private static Listener admitted(ChangeFeed feed, Selection selection, String lastId, RecordingOutlet outlet) {
        EventPosition from =
                lastId == null ? null : LastEventId.of(lastId).orElseThrow().position();
        Listener listener = new Listener(selection, from, outlet, System.nanoTime() + 3_600_000_000_000L);
        feed.look(List.of());
        feed.admit(listener);
        return listener;
    }

    private static Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(DATABASE.jdbcUrl());
        connection.setAutoCommit(false);
        return connection;
    }

    private static long event(Connection connection, long job) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into job_event (job_id, level, message) values (?, 'info', 'x') returning id")) {
            insert.setLong(1, job);
            try (var row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long far(long id, long job) {
        DATABASE.database()
                .update(
                        "insert into job_event (id, job_id, level, message) overriding system value"
                                + " values (?, ?, 'info', 'x')",
                        id,
                        job);
        return id;
    }

    private static long committed(long job) {
        return DATABASE.database()
                .first(
                        "insert into job_event (job_id, level, message) values (?, 'info', 'y') returning id",
                        row -> row.getLong(1),
                        job)
                .orElseThrow();
    }

    /** Keeps how much it was sent at once. */
    private static final class SizedOutlet extends RecordingOutlet {

        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public void send(byte[] bytes) {
            sizes.add(bytes.length);
            super.send(bytes);
        }
    }
}
