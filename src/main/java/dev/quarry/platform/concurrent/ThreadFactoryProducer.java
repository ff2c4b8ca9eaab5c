package dev.quarry.platform.concurrent;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.ThreadFactory;

/** Makes the server's thread factory injectable through constructors; its threads carry the application's context. */
@Dependent
class ThreadFactoryProducer {

    @Resource
    private ManagedThreadFactory threads;

    @Produces
    ThreadFactory threads() {
        return threads::newThread;
    }
}
