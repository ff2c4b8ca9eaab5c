package dev.quarry.platform.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace that crosses programs (W3C Recommendation "Trace Context", 2021).
 *
 * @param traceId the whole trace, 32 lower-case hexadecimal digits
 * @param spanId the step of it that caused what follows, 16 digits
 * @param flags 2 digits; the last bit says that the trace is recorded
 */
public record TraceContext(String traceId, String spanId, String flags) {

    private static final Pattern TRACEPARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /**
     * The context that a header {@code traceparent} names; empty when it is absent or malformed, since a wrong header
     * must not fail a request.
     */
    public static Optional<TraceContext> of(String traceparent) {
        if (traceparent == null || traceparent.length() > 255) {
            return Optional.empty();
        }
        Matcher parts = TRACEPARENT.matcher(traceparent.strip());
        if (!parts.matches()
                || parts.group(1).equals("ff")
                || parts.group(1).equals("00") && parts.group(5) != null
                || isZero(parts.group(2))
                || isZero(parts.group(3))) {
            return Optional.empty();
        }
        return Optional.of(new TraceContext(parts.group(2), parts.group(3), parts.group(4)));
    }

    /** The header's value. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(c -> c == '0');
    }
}
