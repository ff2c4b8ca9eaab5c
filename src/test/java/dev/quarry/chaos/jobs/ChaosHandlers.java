package dev.quarry.chaos.jobs;

import dev.quarry.job.Children;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** One type of chaos job for each lane. */
public final class ChaosHandlers {

    private ChaosHandlers() {}

    abstract static class ChaosHandler implements JobHandler<ChaosRequest, ChaosResult> {

        private final JobType type;
        private final ChaosWork work;

        ChaosHandler(Lane lane, ChaosWork work) {
            this.type = new JobType("chaos_" + lane.code(), lane);
            this.work = work;
        }

        @Override
        public JobType type() {
            return type;
        }

        @Override
        public Class<ChaosRequest> parameters() {
            return ChaosRequest.class;
        }

        @Override
        public ChaosResult run(ChaosRequest request, JobContext job) throws InterruptedException {
            return work.run(request, job);
        }

        @Override
        public ChaosResult gather(ChaosRequest request, Children children, JobContext job) throws InterruptedException {
            return work.gather(request, children.size(), job);
        }
    }

    /** {@code chaos_io}. */
    @ApplicationScoped
    public static class Io extends ChaosHandler {
        @Inject
        public Io(ChaosWork work) {
            super(Lane.IO, work);
        }
    }

    /** {@code chaos_compute}. */
    @ApplicationScoped
    public static class Compute extends ChaosHandler {
        @Inject
        public Compute(ChaosWork work) {
            super(Lane.COMPUTE, work);
        }
    }

    /** {@code chaos_light}. */
    @ApplicationScoped
    public static class Light extends ChaosHandler {
        @Inject
        public Light(ChaosWork work) {
            super(Lane.LIGHT, work);
        }
    }
}
