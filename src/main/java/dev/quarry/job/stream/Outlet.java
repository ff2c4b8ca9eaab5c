package dev.quarry.job.stream;

/** The client's end of a stream. No call ever waits for the client. */
public interface Outlet {

    /** Takes bytes to be sent; a client that is too far behind is dropped. */
    void send(byte[] bytes);

    /** Ends the stream when everything is sent. */
    void close();

    /** True when nothing can be sent any more. */
    boolean isClosed();
}
