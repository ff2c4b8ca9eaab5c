package dev.quarry.search;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobType;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.sweep.Slice;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Which part of a divided search is to be swept. Searches make such jobs of themselves.
 *
 * @param jobId the search
 * @param part which part of it, from 0
 * @param parts how many there are
 * @param dataDigest identifies the bars that the search saw when it was divided
 * @param dataAsOf as of when prices are those, see {@link TestedPrices#asOf}; null where they haven't changed yet
 * @param fresh whether the ledger had no run of the search then: only what this part finds itself is looked up
 */
@Example("""
        {"job_id": 17, "part": 2, "parts": 6, "data_digest": "0123456789abcdef"}""")
public record GridPart(
        @Described(value = "The search that is divided", title = "Search, its job")
        @NotNull(message = "is required") @Min(value = 1, message = "must be at least 1") Long jobId,

        @Described(value = "Which part of it, from 0", title = "Part")
        @NotNull(message = "is required") @Min(value = 0, message = "must be at least 0") Integer part,

        @Described(value = "How many parts there are", title = "Parts")
        @NotNull(message = "is required") @Min(value = 1, message = "must be at least 1") Integer parts,

        @Described("Identifies the bars that the search saw when it was divided") @NotNull(message = "is required") String dataDigest,

        @Described(
                "The as_of that gives these bars again; null where they have not changed since Quarry began to record changes")
        @JsonSerialize(using = ExactTime.class)
        OffsetDateTime dataAsOf,

        @Described("Whether the ledger had no run of that search when it was divided")
        Boolean fresh)
        implements Checked {

    public GridPart {
        fresh = fresh != null && fresh;
    }

    @Override
    public List<Violation> violations() {
        return part != null && parts != null && part >= parts
                ? List.of(new Violation("part", "must be less than parts"))
                : List.of();
    }

    /** The jobs of all parts. */
    public static List<JobRequest> jobs(JobType type, long jobId, int parts, TestedPrices prices, boolean fresh) {
        return IntStream.range(0, parts)
                .mapToObj(part -> new GridPart(jobId, part, parts, prices.digest(), prices.asOf(), fresh))
                .map(part -> new JobRequest(type.name(), (JsonNode) Json.MAPPER.valueToTree(part)))
                .toList();
    }

    /** What of so many things that are divided is this part's. */
    public Slice slice(long size) {
        return Slice.of(size, part, parts);
    }

    /**
     * The bars that the search saw when it was divided.
     *
     * @param prices as the search reads them
     * @throws JobFailedException where they have been changed since and can't be had any more
     */
    public TestedPrices prices(PriceHistory prices, MarketWindow window, Map<String, ?> parameters) {
        TestedPrices now = TestedPrices.stored(prices, window, parameters);
        if (now.digest().equals(dataDigest)) {
            return now;
        }
        if (dataAsOf != null) {
            TestedPrices then = TestedPrices.stored(prices.asOf(dataAsOf), window, parameters);
            if (then.digest().equals(dataDigest)) {
                return then;
            }
        }
        throw new JobFailedException("The stored prices were changed while the search ran: run it again");
    }
}
