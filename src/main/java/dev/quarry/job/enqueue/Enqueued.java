package dev.quarry.job.enqueue;

import dev.quarry.job.QueueObserver;
import dev.quarry.job.store.NewJob;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Notifies the observer of jobs that were stored together. */
public final class Enqueued {

    private Enqueued() {}

    /** Reports how many jobs of each type were stored. */
    public static void tell(QueueObserver observer, List<NewJob> jobs) {
        counts(jobs).forEach((type, count) -> observer.enqueued(type, count.intValue()));
    }

    /** Reports how many jobs of each type were stored, and how long that took for all of them. */
    public static void tell(QueueObserver observer, List<NewJob> jobs, long nanos) {
        counts(jobs).forEach((type, count) -> {
            observer.enqueued(type, count.intValue());
            observer.enqueueTook(type, nanos);
        });
    }

    private static Map<String, Long> counts(List<NewJob> jobs) {
        return jobs.stream().collect(Collectors.groupingBy(job -> job.type().name(), Collectors.counting()));
    }
}
