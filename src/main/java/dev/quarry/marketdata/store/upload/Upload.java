package dev.quarry.marketdata.store.upload;

/**
 * A file that was sent and waits for its job.
 *
 * @param name the name it had at its sender, for people to recognise it; never a path
 * @param bytes its size
 * @param jobId the job that stored its prices; null before that, and after it the content is gone
 * @param result the result of that job, JSON
 */
public record Upload(long id, String name, long bytes, Long jobId, String result) {}
