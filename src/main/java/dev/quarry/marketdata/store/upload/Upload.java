package dev.quarry.marketdata.store.upload;

/**
 * An uploaded file that waits for its job.
 *
 * @param name its name at the sender, for people to recognise it; never a path
 * @param bytes its size
 * @param jobId the job that stored its prices; null before that; afterwards the content is deleted
 * @param result the result of that job, JSON
 */
public record Upload(long id, String name, long bytes, Long jobId, String result) {}
