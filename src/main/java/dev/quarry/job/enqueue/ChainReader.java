package dev.quarry.job.enqueue;

import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.AfterFailure;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.enqueue.JobRequests.Body;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Reads which jobs a job runs after: ids of stored jobs, and names of others of the same list, which form no circle. */
final class ChainReader {

    private final Map<String, Integer> places = new HashMap<>();
    private final String unknown;

    private ChainReader(String unknown) {
        this.unknown = unknown;
    }

    /**
     * The chain of a job that comes by itself.
     *
     * @throws InvalidInputException when it names anything but stored jobs
     */
    static Chain alone(Body body) {
        return new ChainReader("must be ids of jobs; only a list of jobs (POST /v1/jobs/batch) can use names")
                .chain(body);
    }

    /**
     * A reader of the chains of a list of jobs.
     *
     * @throws InvalidInputException when two of them have one name, or one that is named may turn out to be another job
     */
    static ChainReader among(List<Body> bodies) {
        ChainReader reader = new ChainReader("must be ids of jobs, or names of others of the list");
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            String name = bodies.get(i).name();
            if (name != null && Boolean.TRUE.equals(bodies.get(i).unique())) {
                violations.add(
                        new Violation(
                                "[" + i + "].unique",
                                "must not be asked for by a job with a name: the others would wait for whatever it is the same as"));
            }
            Integer before = name == null ? null : reader.places.putIfAbsent(name, i);
            if (before != null) {
                violations.add(
                        new Violation("[" + i + "].name", "\"" + name + "\" is the name of job [" + before + "] too"));
            }
        }
        InvalidInputException.throwIfAny(violations);
        return reader;
    }

    /** @throws InvalidInputException naming what is neither an id nor a known name */
    Chain chain(Body body) {
        List<Long> ids = new ArrayList<>();
        List<Integer> named = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        List<JsonNode> after = body.after() == null ? List.of() : body.after();
        for (int i = 0; i < after.size(); i++) {
            JsonNode one = after.get(i);
            if (one.isIntegralNumber() && one.canConvertToLong() && one.longValue() > 0) {
                ids.add(one.longValue());
            } else if (one.isString() && places.containsKey(one.stringValue())) {
                named.add(places.get(one.stringValue()));
            } else {
                violations.add(new Violation("after[" + i + "]", unknown + ", and this is " + one));
            }
        }
        InvalidInputException.throwIfAny(violations);
        return new Chain(
                ids, named, body.afterFailure() == null ? AfterFailure.FAIL : body.afterFailure(), body.callbackUrl());
    }

    /** @throws InvalidInputException naming a job that would wait for itself */
    void requireNoCircle(List<JobRequest> requests) {
        int[] open = requests.stream()
                .mapToInt(request ->
                        (int) request.chain().places().stream().distinct().count())
                .toArray();
        Map<Integer, List<Integer>> followers = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            for (int place :
                    requests.get(i).chain().places().stream().distinct().toList()) {
                followers.computeIfAbsent(place, p -> new ArrayList<>()).add(i);
            }
        }
        Deque<Integer> free = new ArrayDeque<>(IntStream.range(0, open.length)
                .filter(i -> open[i] == 0)
                .boxed()
                .toList());
        while (!free.isEmpty()) {
            for (int follower : followers.getOrDefault(free.poll(), List.of())) {
                if (--open[follower] == 0) {
                    free.add(follower);
                }
            }
        }
        IntStream.range(0, open.length).filter(i -> open[i] > 0).findFirst().ifPresent(i -> {
            throw new InvalidInputException(
                    "[" + i + "].after", "would have the job wait for itself, by way of the others");
        });
    }
}
