package dev.quarry.job.enqueue;

import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.AfterFailure;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.store.ChainTransitions;
import dev.quarry.job.store.ChainTransitions.Link;
import dev.quarry.job.store.EnqueueTransitions;
import dev.quarry.job.store.NewJob;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ties new jobs to the ones that they run after, and stores the callbacks that tell of their ends: jobs that run after them. */
@ApplicationScoped
public class Links {

    private final ChainTransitions chains;
    private final EnqueueTransitions enqueue;
    private final JobRequests requests;

    @Inject
    public Links(ChainTransitions chains, EnqueueTransitions enqueue, JobRequests requests) {
        this.chains = chains;
        this.enqueue = enqueue;
        this.requests = requests;
    }

    /** A job that the current transaction has stored. */
    record Tied(long id, NewJob job) {}

    /**
     * Stores what belongs to these jobs.
     *
     * @param ids of all jobs of the request, by their places
     * @throws InvalidInputException when one is to run after a job that does not exist
     */
    void store(List<Tied> stored, List<Long> ids) {
        requireStored(stored.stream()
                .flatMap(tied -> tied.job().chain().after().stream())
                .distinct()
                .toList());
        List<Link> links = new ArrayList<>();
        List<NewJob> callbacks = new ArrayList<>();
        for (Tied tied : stored) {
            Chain chain = tied.job().chain();
            Stream.concat(chain.after().stream(), chain.places().stream().map(ids::get))
                    .map(before -> new Link(tied.id(), before, chain.afterFailure() == AfterFailure.RUN))
                    .forEach(links::add);
            if (chain.callbackUrl() != null) {
                callbacks.add(callback(tied));
            }
        }
        long[] callbackIds = enqueue.enqueueAll(callbacks);
        for (int i = 0; i < callbackIds.length; i++) {
            links.add(new Link(callbackIds[i], callbacks.get(i).chain().after().get(0), true));
        }
        chains.link(links);
    }

    private void requireStored(List<Long> before) {
        if (!before.isEmpty()) {
            chains.missing(before).ifPresent(id -> {
                throw new InvalidInputException(
                        "after", "names job " + id + ", which does not exist; it may have been deleted");
            });
        }
    }

    private NewJob callback(Tied tied) {
        Chain chain = Chain.NONE.withAfter(List.of(tied.id())).withAfterFailure(AfterFailure.RUN);
        return requests.check(new JobRequest(
                Callbacks.TYPE,
                Callbacks.payload(tied.job().chain().callbackUrl(), tied.id()),
                JobOptions.NONE,
                chain));
    }
}
