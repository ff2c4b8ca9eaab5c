package dev.quarry.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the application whether it is ready, by MicroProfile Health's {@code /health/ready}. */
final class Readiness {
    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern CHECK_DOWN =
            Pattern.compile("\\{[^{}]*(?:\"name\"\\s*:\\s*\"([^\"]*)\"[^{}]*\"status\"\\s*:\\s*\"DOWN\""
                    + "|\"status\"\\s*:\\s*\"DOWN\"[^{}]*\"name\"\\s*:\\s*\"([^\"]*)\")");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final HttpRequest request;

    Readiness(URI base) {
        request = HttpRequest.newBuilder(base.resolve("/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /**
     * Why the application is not ready: empty when it is, else the names of the checks that are down, or one text for
     * an application that does not answer.
     */
    List<String> missing() throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return missing(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return List.of("no answer");
        }
    }

    static List<String> missing(int status, String body) {
        if (status == 200 && isUp(body)) {
            return List.of();
        }
        List<String> down = new ArrayList<>();
        Matcher checks = CHECK_DOWN.matcher(body);
        while (checks.find()) {
            down.add(checks.group(1) != null ? checks.group(1) : checks.group(2));
        }
        return down.isEmpty() ? List.of("no health checks (HTTP " + status + ")") : down;
    }

    /** Whether the overall status, which comes first in the answer, is UP. */
    private static boolean isUp(String body) {
        Matcher status = STATUS.matcher(body);
        return status.find() && status.group(1).equals("UP") && !body.contains("\"DOWN\"");
    }
}
