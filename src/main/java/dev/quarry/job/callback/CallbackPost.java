package dev.quarry.job.callback;

import dev.quarry.job.TemporaryFailureException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a message by HTTP. Follows no redirect, reads nothing of the answer but its head, and waits ten seconds at most. */
@ApplicationScoped
public class CallbackPost {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * The head of an answer.
     *
     * @param retryAfter the pause that it asks for; null when it does not say one in seconds
     */
    record Answer(int status, Duration retryAfter) {}

    /**
     * Sends a message with the headers of the Standard Webhooks specification.
     *
     * @param checkpoint called five times a second; what it throws ends the waiting
     * @throws TemporaryFailureException when there is no answer
     */
    Answer send(URI address, String id, long epochSeconds, String signature, String body, Runnable checkpoint) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Quarry")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(epochSeconds))
                .header("webhook-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        CompletableFuture<Answer> head = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Void>> coming = client.sendAsync(request, info -> {
            head.complete(new Answer(info.statusCode(), retryAfter(info.headers())));
            return HttpResponse.BodySubscribers.replacing(null);
        });
        coming.whenComplete((answer, fault) -> {
            if (fault != null) {
                head.completeExceptionally(fault);
            }
        });
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    return head.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    checkpoint.run();
                    if (System.nanoTime() > end) {
                        throw new TemporaryFailureException(
                                address + " did not answer within " + PATIENCE.toSeconds() + " s", e);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new TemporaryFailureException(address + " cannot be reached: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryFailureException("The call of " + address + " was interrupted", e);
        } finally {
            // The body is not wanted, and may never end.
            coming.cancel(true);
        }
    }

    private static Duration retryAfter(HttpHeaders headers) {
        Optional<String> seconds = headers.firstValue("Retry-After").filter(text -> text.matches("\\d{1,6}"));
        return seconds.map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(null);
    }
}
