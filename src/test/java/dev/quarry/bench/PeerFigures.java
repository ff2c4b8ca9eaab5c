package dev.quarry.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/**
 * What another queue does on the same PostgreSQL in the same run, in a database of its own. It is called in process and is
 * spared HTTP, validation and a history that anybody may ask for.
 *
 * @param name of the queue
 * @param singles jobs a second from the first stored to the last done, each stored by itself by one of the clients
 * @param batch jobs a second stored by its batches, by one client
 * @param drain jobs a second done of a backlog
 * @param pickUpMedian milliseconds from before a job is stored on an idle queue until its handler is entered, half of the jobs
 * @param pickUpMost the same, 99 of 100
 */
record PeerFigures(String name, double singles, double batch, double drain, double pickUpMedian, double pickUpMost) {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int CONNECTIONS = 24;
    private static final int PICK_UPS = 200;

    /** Makes a peer of a pool of connections, and what is to be called when a job is entered. */
    interface Maker {
        QueuePeer make(DataSource database, LongConsumer entered) throws Exception;
    }

    /**
     * Measures a queue.
     *
     * @param url of an empty database
     * @param jobs how many warm it, and how many are measured
     * @param waiting how many are drained
     */
    static PeerFigures measure(String url, Maker maker, int clients, int jobs, int waiting) throws Exception {
        AtomicLong done = new AtomicLong();
        AtomicLong enteredNanos = new AtomicLong();
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl(url);
            pool.setMaxTotal(CONNECTIONS);
            pool.setMaxIdle(CONNECTIONS);
            pool.setPoolPreparedStatements(true);
            try (QueuePeer peer = maker.make(pool, number -> {
                enteredNanos.set(System.nanoTime());
                done.incrementAndGet();
            })) {
                peer.work(true);
                singles(peer, done, clients, jobs, 1);
                double singles = singles(peer, done, clients, jobs, 1 + jobs);
                double[] pickUps = pickUps(peer, done, enteredNanos, 1 + 2 * jobs);
                peer.work(false);
                long before = System.nanoTime();
                peer.enqueueAll(waiting);
                double batch = waiting / seconds(before);
                long soFar = done.get();
                long begin = System.nanoTime();
                peer.work(true);
                await(done, soFar + waiting);
                double drain = waiting / seconds(begin);
                return new PeerFigures(
                        peer.name(), singles, batch, drain, pickUps[PICK_UPS / 2], pickUps[PICK_UPS * 99 / 100]);
            }
        }
    }

    /** All queues side by side, and Quarry's figures as multiples of the others'. */
    static void print(List<PeerFigures> ours, List<PeerFigures> peers, BarePostgres bare) {
        System.out.printf(
                Locale.ROOT,
                "%nBeside other queues, which are called in process (a bare PostgreSQL: %,.0f inserts/s, %,.0f claims and"
                        + " finishes/s, %,.0f both/s)%n  %-88s %9s %9s %9s %8s %8s%n",
                bare.insertsPerSecond(),
                bare.drainsPerSecond(),
                bare.endToEndPerSecond(),
                "",
                "singles/s",
                "batch/s",
                "drain/s",
                "p50 ms",
                "p99 ms");
        Stream.concat(ours.stream(), peers.stream())
                .forEach(one -> System.out.printf(
                        Locale.ROOT,
                        "  %-88s %s %s %s %s %s%n",
                        one.name(),
                        figure("%9.0f", one.singles()),
                        figure("%9.0f", one.batch()),
                        figure("%9.0f", one.drain()),
                        figure("%8.2f", one.pickUpMedian()),
                        figure("%8.2f", one.pickUpMost())));
        for (PeerFigures own : ours) {
            for (PeerFigures peer : peers) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-88s %s %s %s %s %s%n",
                        own.name() + " / " + peer.name().replaceAll("[ ,].*", ""),
                        figure("%9.2f", own.singles() / peer.singles()),
                        figure("%9.2f", own.batch() / peer.batch()),
                        figure("%9.2f", own.drain() / peer.drain()),
                        figure("%8.4f", own.pickUpMedian() / peer.pickUpMedian()),
                        figure("%8.4f", own.pickUpMost() / peer.pickUpMost()));
            }
        }
    }

    /** A dash for what was not measured. */
    private static String figure(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        return Double.isNaN(value) ? "–".concat(" ".repeat(text.length() - 1)) : text;
    }

    private static double singles(QueuePeer peer, AtomicLong done, int clients, int jobs, long first) throws Exception {
        long soFar = done.get();
        long begin = System.nanoTime();
        Clients.run(IntStream.range(0, clients)
                .<Callable<Void>>mapToObj(client -> () -> {
                    for (int i = client; i < jobs; i += clients) {
                        peer.enqueue(first + i);
                    }
                    return null;
                })
                .toList());
        await(done, soFar + jobs);
        return jobs / seconds(begin);
    }

    /** Idle queues that only look now and then take seconds: fewer jobs are enough there. */
    private static double[] pickUps(QueuePeer peer, AtomicLong done, AtomicLong enteredNanos, long first)
            throws InterruptedException {
        double[] millis = new double[PICK_UPS];
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int measured = 0;
        while (measured < PICK_UPS && System.nanoTime() < end) {
            Thread.sleep(15);
            long soFar = done.get();
            long before = System.nanoTime();
            peer.enqueue(first + measured);
            await(done, soFar + 1);
            millis[measured++] = (enteredNanos.get() - before) / 1e6;
        }
        double[] sorted = Arrays.copyOf(millis, measured);
        Arrays.sort(sorted);
        double[] spread = new double[PICK_UPS];
        for (int k = 0; k < PICK_UPS; k++) {
            spread[k] = sorted[k * measured / PICK_UPS];
        }
        return spread;
    }

    private static void await(AtomicLong done, long wanted) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (done.get() < wanted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(done.get() + " of " + wanted + " jobs are done after " + LONGEST);
            }
            Thread.sleep(0, 200_000);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
