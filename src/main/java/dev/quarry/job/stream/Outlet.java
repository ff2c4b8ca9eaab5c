package dev.quarry.job.stream;

/** Where a stream goes. No call ever waits for the client. */
public interface Outlet {

    /** Takes bytes to be sent; a client that is too far behind is dropped. */
    void send(byte[] bytes);

    /** Ends the stream when everything is sent. */
    void close();

    /** True when nothing can be sent any more. */
    boolean isClosed();
}
