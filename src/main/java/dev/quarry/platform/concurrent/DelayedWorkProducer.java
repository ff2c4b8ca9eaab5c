package dev.quarry.platform.concurrent;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.TimeUnit;

/** Makes the server's scheduler injectable through constructors, for short work that is due later. */
@Dependent
class DelayedWorkProducer {

    @Resource
    private ManagedScheduledExecutorService later;

    @Produces
    DelayedWork delayed() {
        return (work, delayMillis) -> {
            var scheduled = later.schedule(work, delayMillis, TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        };
    }
}
