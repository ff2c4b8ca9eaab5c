package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.ExchangeFaultException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls addresses that are known only at run time. Redirects are not followed; the time and the size of an answer are
 * limited.
 */
final class PlainHttp {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param patience how long an answer may take as a whole */
    PlainHttp(Duration patience) {
        this.patience = patience;
    }

    /**
     * An answer.
     *
     * @param retryAfter the header of that name; null when there is none
     */
    record Answer(int status, String text, String retryAfter) {}

    /** @throws ExchangeFaultException when there is no answer */
    Answer get(String exchange, URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .timeout(patience)
                .build();
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(request, info -> new Bounded(exchange));
        try {
            HttpResponse<byte[]> response = coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response.headers().firstValue("Retry-After").orElse(null));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
                if (inner instanceof ExchangeFaultException fault) {
                    throw fault;
                }
            }
            throw unreachable(exchange, cause);
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw unreachable(exchange, e);
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(exchange, e);
        }
    }

    private static ExchangeFaultException unreachable(String exchange, Throwable cause) {
        return ExchangeFaultException.unavailable(
                String.format(Locale.ROOT, "%s cannot be reached, or broke off: %s", exchange, cause), null, cause);
    }

    /** Collects a body, and aborts when it is too large. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {

        private final String exchange;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private Flow.Subscription subscription;

        Bounded(String exchange) {
            this.exchange = exchange;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                received.writeBytes(bytes);
            }
            if (received.size() > Answers.MAX_BYTES) {
                subscription.cancel();
                whole.completeExceptionally(Answers.tooLarge(exchange));
            }
        }

        @Override
        public void onError(Throwable thrown) {
            whole.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            whole.complete(received.toByteArray());
        }
    }
}
