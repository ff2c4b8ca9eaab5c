package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the console must never do: run what a job carries, be framed, be served stale. */
class ConsoleSafetyIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConsoleServer server;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        server = ConsoleServer.shared();
        browser = Browser.open(server.process().base());
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void nothing_that_a_job_carries_becomes_markup() throws IOException, InterruptedException {
        String evil =
                "<img src=x onerror=window.hit=1><script>window.hit=1</script><a href=javascript:window.hit=1>x</a>";
        String text = evil.replace("\"", "\\\"");
        long failed = server.post("v1/discover", """
                {"exchange": "sample", "symbol": "%s", "timeframe": "30m", "start_ts": "2014-01-01T00:00:00Z",
                 "end_ts": "2014-01-31T00:00:00Z", "grid": "QUICK"}""".formatted(text));
        for (String page : List.of(
                "/", "/problems", "/jobs", "/jobs?text=onerror", "/jobs/" + failed, "/new/discover?from=" + failed)) {
            browser.go(page);
            browser.until("!document.querySelector('main .skeleton')");
            assertThat(browser.run("return window.hit ?? null")).as(page).isNull();
            assertThat(browser.all("main img, main script, main a[href^='javascript']"))
                    .as(page)
                    .isEmpty();
        }
        browser.go("/jobs/" + failed).see(".error-text");
        browser.see(".json", "<img src=x onerror=window.hit=1>");
        server.process().post("v1/jobs/bulk/delete", "{\"text\": \"onerror\"}");
    }

    @Test
    void a_script_in_the_page_is_refused_by_the_policy() {
        browser.go("/jobs");
        browser.run(
                "const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s)");
        browser.run("const d = document.createElement('div'); d.innerHTML = '<img src=x onerror=\"window.hit=1\">';"
                + " document.body.append(d)");
        browser.until("performance.now() > 500");
        assertThat(browser.run("return window.hit ?? null")).isNull();
        assertThat(browser.errors()).anyMatch(message -> message.contains("Content Security Policy"));
    }

    @Test
    void every_answer_carries_the_headers_that_keep_browsers_strict() throws IOException, InterruptedException {
        for (String path : List.of("", "jobs/1", "openapi/ui", "v1/jobs", "webjars/lit/3.3.1/index.js", "nothing")) {
            HttpResponse<String> answer = get(path);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertThat(policy)
                    .as(path)
                    .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "sha256-")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        }
    }

    @Test
    void files_are_compressed_kept_for_good_by_their_digest_and_the_page_is_asked_for_each_time()
            throws IOException, InterruptedException {
        HttpResponse<String> page = get("");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(get("jobs", "If-None-Match", tag).statusCode()).isEqualTo(304);

        Matcher script = Pattern.compile("/(console/[0-9a-f]+/app\\.js)").matcher(page.body());
        assertThat(script.find()).isTrue();
        HttpResponse<String> file = get(script.group(1), "Accept-Encoding", "gzip");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
        assertThat(get("console/000000000000/app.js").statusCode()).isEqualTo(404);
        assertThat(get("console/../WEB-INF/web.xml").statusCode()).isIn(400, 404);
        assertThat(get("webjars/../WEB-INF/web.xml").statusCode()).isIn(400, 404);
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        URI uri = URI.create(server.process().base() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
