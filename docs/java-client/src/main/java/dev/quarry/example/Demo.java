package dev.quarry.example;

import dev.quarry.client.ApiClient;
import dev.quarry.client.ApiException;
import dev.quarry.client.api.DiscoveryApi;
import dev.quarry.client.api.DiscoveryApi.APIDiscoverRequest;
import dev.quarry.client.api.JobsApi;
import dev.quarry.client.api.JobsApi.APIListJobsRequest;
import dev.quarry.client.api.LeaderboardApi;
import dev.quarry.client.api.LeaderboardApi.APIRefreshLeaderboardRequest;
import dev.quarry.client.api.OptimisationApi;
import dev.quarry.client.api.OptimisationApi.APIOptimizeRequest;
import dev.quarry.client.api.PatternsApi;
import dev.quarry.client.api.PatternsApi.APIRefreshPatternsRequest;
import dev.quarry.client.api.PricesApi;
import dev.quarry.client.api.PricesApi.APIIngestPricesRequest;
import dev.quarry.client.model.DiscoverPayload;
import dev.quarry.client.model.Enqueued;
import dev.quarry.client.model.JobDetail;
import dev.quarry.client.model.LeaderboardRefreshPayload;
import dev.quarry.client.model.OptimizePayload;
import dev.quarry.client.model.PatternsRefreshPayload;
import dev.quarry.client.model.PricesIngestPayload;
import dev.quarry.client.model.Problem;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Prices, a discovery, the leaderboard, the rules and an optimisation, by the generated client. Argument: the server. */
public final class Demo {

    private static final String START = "2014-01-01T00:00:00Z";
    private static final String END = "2014-07-15T19:30:00Z";
    private static final Map<String, Object> GRID = Map.of("rsi_min", List.of(68, 70, 72), "stop_pct", List.of(1.5, 2));

    /** How long a request for a job waits for its end before it is asked again. */
    private static final int WAIT_SECONDS = 30;

    private final ApiClient client = new ApiClient();
    private final JobsApi jobs;

    private Demo(String url) {
        client.updateBaseUri(url.replaceAll("/$", ""));
        // Where keys are asked for: client.setRequestInterceptor(request -> request.header("X-Api-Key", key));
        jobs = new JobsApi(client);
    }

    public static void main(String[] arguments) throws Exception {
        Demo demo = new Demo(arguments[0]);
        demo.research();
        demo.refusal();
    }

    private void research() throws ApiException {
        JobDetail prices = succeeded(new PricesApi(client)
                .ingestPrices(APIIngestPricesRequest.newBuilder()
                        .pricesIngestPayload(new PricesIngestPayload()
                                .exchange("sample")
                                .symbol("BTC/USD")
                                .timeframe(PricesIngestPayload.TimeframeEnum._30M)
                                .startTs(OffsetDateTime.parse(START))
                                .endTs(OffsetDateTime.parse(END)))
                        .build()));
        System.out.println("bars: " + result(prices).get("rows_returned"));

        JobDetail discovery = succeeded(new DiscoveryApi(client)
                .discover(APIDiscoverRequest.newBuilder()
                        .discoverPayload(new DiscoverPayload()
                                .exchange("sample")
                                .symbol("BTC/USD")
                                .timeframe(DiscoverPayload.TimeframeEnum._30M)
                                .startTs(START)
                                .endTs(END)
                                .paramGrid(GRID))
                        .priority(5)
                        .timeoutSeconds(600)
                        .idempotencyKey("generated-client")
                        .build()));
        System.out.println("priority: " + discovery.getPriority() + ", attempts: "
                + discovery.getAttempts().size());
        System.out.println("runs: "
                + new DiscoveryApi(client).getDiscoveryStats((String) null).getStats().getTotalRuns());

        LeaderboardApi leaderboard = new LeaderboardApi(client);
        succeeded(leaderboard.refreshLeaderboard(APIRefreshLeaderboardRequest.newBuilder()
                .leaderboardRefreshPayload(new LeaderboardRefreshPayload().minTrades(1))
                .build()));
        leaderboard
                .getLeaderboard((String) null)
                .getPayload()
                .getStrategies()
                .forEach(strategy ->
                        System.out.println("return: " + strategy.getMetrics().getTotalReturn()));
        succeeded(new PatternsApi(client)
                .refreshPatterns(APIRefreshPatternsRequest.newBuilder()
                        .patternsRefreshPayload(new PatternsRefreshPayload())
                        .build()));

        JobDetail optimisation = succeeded(new OptimisationApi(client)
                .optimize(APIOptimizeRequest.newBuilder()
                        .optimizePayload(new OptimizePayload()
                                .exchange("sample")
                                .symbol("BTC/USD")
                                .timeframe(OptimizePayload.TimeframeEnum._30M)
                                .startTs(START)
                                .endTs(END)
                                .paramGrid(GRID)
                                .metric(OptimizePayload.MetricEnum.TOTAL_RETURN))
                        .build()));
        System.out.println("optimised: " + result(optimisation).get("combinations") + " combinations, "
                + jobs.listJobEvents(optimisation.getId(), null).getEvents().size() + " events");
    }

    /** What the server refuses comes as problem details. */
    private void refusal() throws IOException {
        try {
            jobs.listJobs(APIListJobsRequest.newBuilder().limit(201).build());
        } catch (ApiException e) {
            Problem problem = client.getObjectMapper().readValue(e.getResponseBody(), Problem.class);
            System.out.println("refused: " + e.getCode() + " "
                    + problem.getErrors().get(0).getField() + " "
                    + problem.getErrors().get(0).getReason());
        }
    }

    private JobDetail succeeded(Enqueued enqueued) throws ApiException {
        JobDetail job = enqueued.getJob();
        while (job.getStatus() == JobDetail.StatusEnum.QUEUED || job.getStatus() == JobDetail.StatusEnum.RUNNING) {
            job = jobs.getJob(job.getId(), WAIT_SECONDS);
        }
        if (job.getStatus() != JobDetail.StatusEnum.SUCCEEDED) {
            throw new IllegalStateException("Job " + job.getId() + " has " + job.getStatus() + ": " + job.getError());
        }
        return job;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> result(JobDetail job) {
        return (Map<String, Object>) job.getResult();
    }
}
