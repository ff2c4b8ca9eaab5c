package dev.quarry.bench;

/** Another queue on PostgreSQL, called in process, with a job that does nothing but tell its number. */
interface QueuePeer extends AutoCloseable {

    /** Its name, version and how it is set up. */
    String name();

    /** Stores a job, in a commit of its own, and wakes a worker. */
    void enqueue(long number);

    /** Stores that many jobs by what it has for that, a thousand a call. */
    void enqueueAll(int jobs);

    /** Lets its workers begin, or end. */
    void work(boolean begin);

    @Override
    void close();
}
