package dev.quarry.job.run;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.enqueue.JobHandlers;
import java.util.ArrayList;
import java.util.List;

/** Handlers that only have a type, for tests outside of the queue. */
public final class KnownTypes {

    private KnownTypes() {}

    public static JobHandlers of(String... types) {
        List<JobHandler<?, ?>> handlers = new ArrayList<>();
        for (String type : types) {
            handlers.add(new Named(type));
        }
        return new JobHandlers(handlers);
    }

    private record Named(String name) implements JobHandler<Object, Object> {
        @Override
        public JobType type() {
            return new JobType(name, Lane.COMPUTE);
        }

        @Override
        public Class<Object> parameters() {
            return Object.class;
        }

        @Override
        public Object run(Object parameters, JobContext job) {
            throw new UnsupportedOperationException();
        }
    }
}
