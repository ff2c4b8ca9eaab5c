package dev.quarry.chaos;

import dev.quarry.chaos.jobs.ChaosRequest;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ArrayNode;

/**
 * Posts the jobs over HTTP, each to any node and with its Idempotency-Key, until one acknowledges it. What was
 * acknowledged must be there in the end.
 */
final class Feed implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final int ONE_IN_ASKED_TWICE = 30;

    private final long seed;
    private final long total;
    private final List<Node> nodes;
    private final AtomicLong next = new AtomicLong(1);
    private final AtomicLong extra = new AtomicLong(1_000_000);
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Long, JobPlan> plans = new ConcurrentHashMap<>();
    private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<Long, Instant> cancels = new ConcurrentHashMap<>();
    private final Queue<String> wrongAnswers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger noAnswers = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final ScheduledExecutorService canceling = Executors.newScheduledThreadPool(2);
    private final ExecutorService background = Executors.newCachedThreadPool();
    private volatile long target;
    private volatile boolean ended;

    Feed(long seed, long total, List<Node> nodes) {
        this.seed = seed;
        this.total = total;
        this.nodes = nodes;
        for (int i = 0; i < CLIENTS; i++) {
            Thread thread = new Thread(this::run, "feed");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Lets the jobs up to that share of all be posted. */
    void allow(double share) {
        target = Math.max(target, Math.min(total, Math.round(share * total)));
    }

    /** Posts that many of the jobs in one request, which fills the queue at once. */
    void burst(int size) throws InterruptedException {
        long[] range = take(size);
        List<JobPlan> batch =
                LongStream.range(range[0], range[1]).mapToObj(this::plan).toList();
        if (batch.isEmpty()) {
            return;
        }
        ArrayNode body = Json.MAPPER.createArrayNode();
        batch.forEach(plan -> body.add(plan.body()));
        ChaosClient.Answer answer = untilAcknowledged("/v1/jobs/batch", body.toString(), key(range[0]) + "-batch");
        for (int i = 0; i < batch.size(); i++) {
            acknowledge(batch.get(i), answer.body().get("job_ids").get(i).asLong());
        }
    }

    /** Posts a job of the harness's own beside the others; its id. */
    long post(ChaosRequest request) throws InterruptedException {
        return post(JobPlan.urgent(request));
    }

    /** One request to one node, whatever comes of it; the job is posted again until it is acknowledged. */
    ChaosClient.Answer probe(Node node) throws InterruptedException {
        JobPlan plan = plan(extraNumber());
        try {
            return node.client().post("/v1/jobs", plan.body().toString(), plan.hasKey() ? key(plan.number()) : null);
        } catch (IOException e) {
            return new ChaosClient.Answer(0, Json.MAPPER.valueToTree(e.toString()), false);
        } finally {
            postSoon(plan);
        }
    }

    /** Sees to it that there is a job that is not yet done. */
    void postOneMore() {
        postSoon(plan(extraNumber()));
    }

    private void postSoon(JobPlan plan) {
        plans.put(plan.number(), plan);
        background.execute(() -> {
            try {
                post(plan);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A number that no job of the feed has. */
    long extraNumber() {
        return extra.incrementAndGet();
    }

    /** True when every job has been acknowledged. */
    boolean isDone() {
        return next.get() > total && open.get() == 0 && acknowledged.size() == plans.size();
    }

    long posted() {
        return Math.min(next.get() - 1, total);
    }

    Map<Long, JobPlan> plans() {
        return plans;
    }

    /** Job ids by number. */
    Map<Long, Long> acknowledged() {
        return acknowledged;
    }

    /** When the request was sent that canceled a job, by job id. */
    Map<Long, Instant> cancels() {
        return cancels;
    }

    /** Answers that are neither a success nor a 503, and second answers that differ from the first. */
    Queue<String> wrongAnswers() {
        return wrongAnswers;
    }

    /** How often no answer came, and how often a 503. */
    String refusals() {
        return noAnswers + " without an answer, " + unavailable + " with 503";
    }

    @Override
    public void close() {
        ended = true;
        canceling.shutdownNow();
        background.shutdownNow();
    }

    private void run() {
        try {
            while (!ended) {
                open.incrementAndGet();
                try {
                    long[] range = next.get() <= target ? take(1) : new long[] {0, 0};
                    if (range[0] < range[1]) {
                        post(plan(range[0]));
                        continue;
                    }
                } finally {
                    open.decrementAndGet();
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first number and the one after the last, as many as there are. */
    private long[] take(int size) {
        long first = next.getAndUpdate(n -> Math.min(n + size, total + 1));
        return new long[] {first, Math.min(first + size, total + 1)};
    }

    private JobPlan plan(long number) {
        return plans.computeIfAbsent(number, n -> JobPlan.of(seed, n));
    }

    private String key(long number) {
        return "chaos-" + seed + "-" + number;
    }

    private long post(JobPlan plan) throws InterruptedException {
        plans.put(plan.number(), plan);
        String body = plan.body().toString();
        String key = plan.hasKey() ? key(plan.number()) : null;
        long id = id(untilAcknowledged("/v1/jobs", body, key));
        if (key != null && plan.number() % ONE_IN_ASKED_TWICE == 1) {
            long again = id(untilAcknowledged("/v1/jobs", body, key));
            if (again != id) {
                wrongAnswers.add("job " + plan.number() + " was acknowledged as " + id + " and as " + again);
            }
        }
        acknowledge(plan, id);
        return id;
    }

    private static long id(ChaosClient.Answer answer) {
        return answer.body().get("job").get("id").asLong();
    }

    private void acknowledge(JobPlan plan, long id) {
        acknowledged.put(plan.number(), id);
        if (plan.cancelAfterMillis() >= 0) {
            canceling.schedule(() -> cancel(id), plan.cancelAfterMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cancel(long id) {
        try {
            while (!ended) {
                Instant sent = Instant.now();
                if (tried("/v1/jobs/" + id + "/cancel", "", null) != null) {
                    cancels.put(id, sent);
                    return;
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ChaosClient.Answer untilAcknowledged(String path, String body, String key) throws InterruptedException {
        while (true) {
            ChaosClient.Answer answer = tried(path, body, key);
            if (answer != null) {
                return answer;
            }
            if (ended) {
                throw new InterruptedException("the run has ended");
            }
            Thread.sleep(50);
        }
    }

    /** The answer of some node if it is a success; null when not. */
    private ChaosClient.Answer tried(String path, String body, String key) throws InterruptedException {
        Node node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
        try {
            ChaosClient.Answer answer = node.client().post(path, body, key);
            if (answer.status() == 200) {
                return answer;
            }
            if (answer.status() == 503) {
                unavailable.incrementAndGet();
            } else if (node.isRunning()) {
                // A node that starts or dies may answer as a server without the application.
                wrongAnswers.add(node.name() + " " + path + ": " + answer.status() + " " + answer.body());
            }
        } catch (IOException e) {
            noAnswers.incrementAndGet();
        }
        return null;
    }
}
