package dev.quarry.job.http;

import jakarta.enterprise.context.RequestScoped;

/** The header {@value EnqueueRoute#KEY} of the current request. */
@RequestScoped
public class IdempotencyHeader {

    private String text;

    /** As it was sent; null when it was not. */
    String text() {
        return text;
    }

    void set(String sent) {
        text = sent;
    }
}
