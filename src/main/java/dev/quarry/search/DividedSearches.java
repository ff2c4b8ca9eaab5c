package dev.quarry.search;

import dev.quarry.job.JobType;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The searches whose grids are divided: a part reads what it belongs to from the search's own job. */
@ApplicationScoped
public class DividedSearches {

    private final JobArchive jobs;
    private final PayloadReader reader;

    @Inject
    public DividedSearches(JobArchive jobs, PayloadReader reader) {
        this.jobs = jobs;
        this.reader = reader;
    }

    /** What the search of a part was asked to do; empty where there is no such job of that type. */
    public <R> Optional<R> request(GridPart part, JobType type, Class<R> request) {
        return jobs.find(part.jobId())
                .filter(job -> job.jobType().equals(type.name()))
                .map(job -> reader.read(Json.MAPPER.readTree(job.payload()), request));
    }
}
