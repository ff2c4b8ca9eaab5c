package dev.quarry.job.admin;

/** What a feature has of a job outside its rows, and no longer once the job is deleted. */
@FunctionalInterface
public interface JobBelongings {

    /** Deletes what belongs to jobs that there are no more, a limited part of it at a time; called every minute on every node. */
    void forget();
}
