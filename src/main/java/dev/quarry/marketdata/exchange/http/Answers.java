package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.ErrorText;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Judges the answer of an exchange before its content is read: by its status, its size, and whether it arrived at all.
 */
final class Answers {

    /** The most bytes; no answer with candles is larger. */
    static final int MAX_BYTES = 1 << 24;

    private static final int TOO_MANY_REQUESTS = 429;

    /** Binance's status for clients that ignored 429. */
    private static final int BANNED = 418;

    private static final int REQUEST_TIMEOUT = 408;

    private Answers() {}

    /**
     * The text of a successful answer.
     *
     * @throws ExchangeFaultException for every other
     */
    static String text(String exchange, Supplier<Response> call) {
        try (Response response = call.get()) {
            String text = read(exchange, response);
            return text(
                    exchange, response.getStatus(), text, response.getHeaderString(HttpHeaders.RETRY_AFTER), List.of());
        } catch (ProcessingException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw ExchangeFaultException.unavailable(
                    String.format(Locale.ROOT, "%s cannot be reached, or broke off: %s", exchange, cause), null, e);
        }
    }

    /**
     * The text of an answer that arrived, if it is a successful one.
     *
     * @param retryAfter its header of that name; null when there is none
     * @param limited further statuses that request a pause, besides 429 and 418
     * @throws ExchangeFaultException for every other
     */
    static String text(String exchange, int status, String text, String retryAfter, List<Integer> limited) {
        if (status == 200) {
            return text;
        }
        throw fault(exchange, status, text, retryAfter, limited);
    }

    static ExchangeFaultException tooLarge(String exchange) {
        return ExchangeFaultException.garbled(
                String.format(Locale.ROOT, "The answer of %s is larger than %,d bytes", exchange, MAX_BYTES), null);
    }

    private static String read(String exchange, Response response) throws IOException {
        if (!response.hasEntity()) {
            return "";
        }
        try (InputStream content = response.readEntity(InputStream.class)) {
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge(exchange);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static ExchangeFaultException fault(
            String exchange, int status, String text, String retryAfter, List<Integer> limited) {
        String message = String.format(Locale.ROOT, "%s answers %d: %s", exchange, status, ErrorText.of(text));
        Duration pause = pause(retryAfter);
        if (status == TOO_MANY_REQUESTS || status == BANNED || limited.contains(status)) {
            return ExchangeFaultException.limited(message, pause);
        }
        if (status < 300 || status >= 500 || status == REQUEST_TIMEOUT) {
            return ExchangeFaultException.unavailable(message, pause, null);
        }
        return ExchangeFaultException.refused(
                status < 400
                        ? String.format(
                                Locale.ROOT,
                                "%s answers %d: redirects are not followed, check its URL",
                                exchange,
                                status)
                        : message);
    }

    /** The pause of a Retry-After header: seconds or a date (RFC 9110, section 10.2.3). */
    private static Duration pause(String retryAfter) {
        if (retryAfter == null || retryAfter.isBlank()) {
            return null;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(retryAfter.strip())));
        } catch (NumberFormatException notSeconds) {
            try {
                Instant date = ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration pause = Duration.between(Instant.now(), date);
                return pause.isNegative() ? Duration.ZERO : pause;
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }
}
