package dev.quarry.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether what is told of a job can have happened: its events walk through the states of the queue's diagram, its attempts
 * follow one another, and both tell the same story as its row.
 *
 * @param state the job's state
 * @param attempt the number of its last attempt
 * @param events in the order of writing
 * @param attempts in the order of their tokens
 */
record JobHistory(long jobId, String state, int attempt, int maxAttempts, List<Event> events, List<Attempt> attempts) {

    /** A line of the job's history. */
    record Event(String level, String message) {}

    /** An attempt that ended. Times are the database's, microseconds. */
    record Attempt(long token, String step, int number, String outcome, long startedMicros, long finishedMicros) {}

    /** An event, the state it may happen in (several by {@code |}), and the state it leads to; an empty one stays. */
    private record Step(Pattern message, String from, String to) {
        Step(String message, String from, String to) {
            this(Pattern.compile(message, Pattern.DOTALL), from, to);
        }

        boolean allows(String state) {
            return List.of(from.split("\\|")).contains(state);
        }
    }

    /**
     * PostgreSQL's now() is when the statement arrived, which is before it sees what others have committed. A node that is
     * frozen, or whose clock is wrong, would be off by much more.
     */
    private static final long TOLERANCE_MICROS = 1_000_000;

    private static final String ANY = "queued|running|waiting|succeeded|failed|canceled";
    private static final List<Step> STEPS = List.of(
            new Step("Job enqueued( by its parent \\d+)?", "new", "queued"),
            new Step("Claimed job .*", "queued", "running"),
            new Step("Starting execution", "running", ""),
            new Step("Completed successfully", "running", "succeeded"),
            new Step("Attempt \\d+ of \\d+ failed: .*; the next starts in .* s", "running", "queued"),
            new Step("Lease of .* expired; queued again", "running", "queued"),
            new Step("Handed back by .*; queued again", "running", "queued"),
            new Step("Fanned out into \\d+ children", "running", "waiting"),
            new Step("All children are final; queued for the fan-in step", "waiting", "queued"),
            new Step("Cancel requested", ANY, ""),
            new Step("Job canceled.*", "queued|running|waiting", "canceled"),
            new Step("Child job .*", "waiting", "failed"),
            new Step("Retry requested; queued again", "failed|canceled", "queued"));

    /** What is wrong with it; empty when nothing is. */
    Optional<String> violation() {
        return walk().or(this::attemptsViolation);
    }

    private Optional<String> walk() {
        String now = "new";
        int claims = 0;
        for (Event event : events) {
            String before = now;
            List<Step> steps = STEPS.stream()
                    .filter(s -> s.message().matcher(event.message()).matches())
                    .toList();
            if (!steps.isEmpty()) {
                if (!steps.get(0).allows(before)) {
                    return wrong(before + " and then: " + event.message());
                }
                now = steps.get(0).to().isEmpty() ? before : steps.get(0).to();
            } else if ("error".equals(event.level())) {
                if (!"running".equals(before)) {
                    return wrong(before + " and then the error: " + event.message());
                }
                now = "failed";
            }
            claims += event.message().startsWith("Claimed job ") ? 1 : 0;
        }
        if (!now.equals(state)) {
            return wrong("is " + state + " but its events end as " + now);
        }
        return claims == attempts.size()
                ? Optional.empty()
                : wrong(claims + " claims, but " + attempts.size() + " attempts");
    }

    private Optional<String> attemptsViolation() {
        int gone = 0;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt now = attempts.get(i);
            Optional<Attempt> before = i == 0 ? Optional.empty() : Optional.of(attempts.get(i - 1));
            boolean firstOfStep = before.isEmpty() || !before.get().step().equals(now.step());
            gone = firstOfStep ? 0 : gone;
            if (now.number() != gone + 1) {
                return wrong("attempt " + now + " follows " + gone + " that count");
            }
            if (before.isPresent()
                    && now.startedMicros() + TOLERANCE_MICROS < before.get().finishedMicros()) {
                return wrong("attempt " + now + " starts before the end of " + before.get());
            }
            if (before.isPresent()
                    && List.of("succeeded", "canceled").contains(before.get().outcome())) {
                return wrong("attempt " + now + " after the job's end by " + before.get());
            }
            if (before.isPresent()
                    && firstOfStep
                    && !"fanned_out".equals(before.get().outcome())) {
                return wrong("fan-in after " + before.get());
            }
            gone += "handed_back".equals(now.outcome()) ? 0 : 1;
            if (gone > maxAttempts) {
                return wrong("more than " + maxAttempts + " attempts");
            }
        }
        boolean succeeded = !attempts.isEmpty()
                && attempts.get(attempts.size() - 1).outcome().equals("succeeded");
        return succeeded == "succeeded".equals(state)
                ? Optional.empty()
                : wrong("is " + state + " but its last attempt is " + last());
    }

    private String last() {
        return attempts.isEmpty() ? "none" : attempts.get(attempts.size() - 1).toString();
    }

    private Optional<String> wrong(String what) {
        List<String> lines = new ArrayList<>();
        events.forEach(e -> lines.add(e.message()));
        return Optional.of("job " + jobId + ": " + what + "; its history: " + lines);
    }
}
