package dev.quarry.example;

import dev.quarry.client.ApiClient;
import dev.quarry.client.ApiException;
import dev.quarry.client.api.JobsApi;
import dev.quarry.client.api.OptimisationApi;
import dev.quarry.client.api.OptimisationApi.APIOptimizeRequest;
import dev.quarry.client.model.JobDetail;
import dev.quarry.client.model.OptimizePayload;

/** A search in ten lines: posted, waited for, its verdict read. */
public final class TenLines {

    private TenLines() {}

    public static void main(String[] arguments) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0].replaceAll("/$", ""));
        OptimizePayload search = new OptimizePayload().exchange("sample").symbol("BTC/USD").grid("QUICK")
                .timeframe(OptimizePayload.TimeframeEnum._30M).startTs("2014-01-01").endTs("2014-07-15")
                .metric(OptimizePayload.MetricEnum.TOTAL_RETURN);
        long id = new OptimisationApi(client).optimize(APIOptimizeRequest.newBuilder()
                .optimizePayload(search).build()).getJob().getId();
        JobDetail job = new JobsApi(client).getJob(id, 60);
        System.out.println(job.getStatus() + ": " + job.getResult());
    }
}
