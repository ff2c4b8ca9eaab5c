package dev.quarry.chaos;

import dev.quarry.chaos.jobs.ChaosRequest;
import dev.quarry.platform.json.Json;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job of the run: what it does and how it must end.
 *
 * @param cancelAfterMillis when the harness cancels it after its enqueue was acknowledged; negative for never
 */
record JobPlan(
        String jobType, ChaosRequest request, int priority, int maxAttempts, int cancelAfterMillis, Ending ending) {

    /** How a job may end. */
    enum Ending {
        SUCCEEDED,
        FAILED,
        CANCELED_OR_SUCCEEDED
    }

    /** Kills cost attempts, and none of these jobs is to run out of them. */
    static final int MANY_ATTEMPTS = 100;

    private static final int ALWAYS = 1000;
    private static final int ONE_IN_WITHOUT_KEY = 4;

    /** The job of that number; the same for the same seed. */
    static JobPlan of(long seed, long number) {
        Random random = new Random(seed * 1_000_003 + number);
        int kind = random.nextInt(100);
        int millis = millis(random);
        String type = type(random);
        int priority = random.nextInt(4) == 0 ? random.nextInt(11) - 5 : 0;
        if (kind < 8) {
            return new JobPlan(
                    type,
                    new ChaosRequest(number, 2000 + random.nextInt(1000), 0, false, 0, false),
                    priority,
                    MANY_ATTEMPTS,
                    random.nextInt(1500),
                    Ending.CANCELED_OR_SUCCEEDED);
        }
        if (kind < 16) {
            int failures = 1 + random.nextInt(2);
            return plain(type, new ChaosRequest(number, millis, failures, false, 0, false), priority);
        }
        if (kind < 19) {
            return new JobPlan(
                    type, new ChaosRequest(number, millis, ALWAYS, false, 0, false), priority, 2, -1, Ending.FAILED);
        }
        if (kind < 22) {
            return new JobPlan(
                    type,
                    new ChaosRequest(number, millis, 0, true, 0, false),
                    priority,
                    MANY_ATTEMPTS,
                    -1,
                    Ending.FAILED);
        }
        if (kind < 28) {
            return plain(type, new ChaosRequest(number, millis, 0, false, 2 + random.nextInt(4), false), priority);
        }
        return plain(type, new ChaosRequest(number, millis, 0, false, 0, random.nextInt(4) == 0), priority);
    }

    /** A job in the {@code io} lane that is to succeed, before all others. */
    static JobPlan urgent(ChaosRequest request) {
        return plain("chaos_io", request, 1000);
    }

    private static JobPlan plain(String type, ChaosRequest request, int priority) {
        return new JobPlan(type, request, priority, MANY_ATTEMPTS, -1, Ending.SUCCEEDED);
    }

    private static int millis(Random random) {
        int size = random.nextInt(10);
        if (size < 6) {
            return 5 + random.nextInt(45);
        }
        return size < 9 ? 50 + random.nextInt(150) : 200 + random.nextInt(301);
    }

    private static String type(Random random) {
        int lane = random.nextInt(100);
        if (lane < 50) {
            return "chaos_io";
        }
        return lane < 85 ? "chaos_light" : "chaos_compute";
    }

    /** The body of its enqueue. */
    ObjectNode body() {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("job_type", jobType);
        body.set("payload", Json.MAPPER.valueToTree(request));
        body.put("priority", priority);
        body.put("max_attempts", maxAttempts);
        return body;
    }

    /** Some are posted without an Idempotency-Key, which goes another way through the server. */
    boolean hasKey() {
        return number() % ONE_IN_WITHOUT_KEY != 0;
    }

    long number() {
        return request.number();
    }
}
