package dev.quarry.optimisation;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobState;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.TestedPrices;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Optimisations that have succeeded, with their requests. */
@ApplicationScoped
class FinishedOptimisations {

    private final JobArchive jobs;
    private final PayloadReader reader;
    private final StrategyCatalog catalog;

    @Inject
    FinishedOptimisations(JobArchive jobs, PayloadReader reader, StrategyCatalog catalog) {
        this.jobs = jobs;
        this.reader = reader;
        this.catalog = catalog;
    }

    /**
     * An optimisation with its result.
     *
     * @param strategy whose parameters it searched
     * @param finishedAt when it ended: it used no bar that opened later
     * @param result JSON of an {@link OptimizeResult}
     */
    record Finished(
            long jobId,
            OptimizeRequest request,
            CatalogedStrategy strategy,
            OffsetDateTime finishedAt,
            JsonNode result) {

        /** What was searched; of a space that a sampler chose from, what it tried. */
        SearchSpace space() {
            JsonNode grid = result.at("/sampling/grid");
            return grid.isObject()
                    ? new SearchSpace(strategy.strategy(), request.baseParams(), values(grid), null, Map.of())
                    : request.space(strategy);
        }

        /** The combinations that it ran: all of its grid, or what a sampler chose of it. */
        Combinations searched(Runnable checkpoint) {
            Grid grid = space().grid();
            JsonNode tried = result.at("/sampling/tried");
            return tried.isArray()
                    ? Combinations.listed(
                            grid,
                            tried.valueStream().mapToLong(JsonNode::longValue).toArray())
                    : Combinations.searchable(grid, request.baseParams(), checkpoint);
        }

        /**
         * The prices that it ran on.
         *
         * @param what the purpose, for the error's sentence
         * @throws ProblemException 409 when prices or engine have changed
         */
        TestedPrices prices(PriceHistory prices, String what) {
            String engine = result.path("engine_version").asString("");
            if (!engine.equals(EngineVersion.CURRENT)) {
                throw conflict(String.format(
                        Locale.ROOT,
                        "Job %d ran on engine version %s and this is version %s: run it again for %s",
                        jobId,
                        engine,
                        EngineVersion.CURRENT,
                        what));
            }
            MarketWindow window = request.window();
            Map<String, Object> base = request.baseParams();
            String digest = result.path("data_digest").asString("");
            TestedPrices now = TestedPrices.stored(prices.asOfOrNow(request.asOf()), window, base);
            if (now.digest().equals(digest)) {
                return now;
            }
            return Timestamps.parse(result.path("data_as_of").asString(""))
                    .map(then -> TestedPrices.stored(prices.asOf(then), window, base))
                    .filter(then -> then.digest().equals(digest))
                    .orElseThrow(() -> conflict(String.format(
                            Locale.ROOT,
                            "The prices have changed since job %d ran: run it again for %s",
                            jobId,
                            what)));
        }

        /** The values of the parameters that vary, in a row. */
        Map<String, Object> combination(int row) {
            JsonNode record = result.at("/results/records").get(row);
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name : space().grid().names()) {
                values.put(name, Json.MAPPER.convertValue(record.get(name), Object.class));
            }
            return values;
        }

        /**
         * The parameters that did not vary, as the search used them; results of old versions lack those that had their
         * defaults.
         */
        Map<String, Object> fixed() {
            JsonNode base = result.path("base_params");
            return base.isObject() ? values(base) : space().fixedParams();
        }

        static Map<String, Object> values(JsonNode object) {
            Map<String, Object> values = new LinkedHashMap<>();
            object.forEachEntry((name, value) -> values.put(name, Json.MAPPER.convertValue(value, Object.class)));
            return values;
        }

        /** The search's verdict on a row: only one of them is assessed. */
        RunVerdict verdict(int row) {
            if (isAssessed(row)) {
                return verdict();
            }
            return new RunVerdict(
                    null,
                    String.format(
                            Locale.ROOT,
                            "There is no verdict on this row: POST /v1/jobs/%d/assess?row=%d makes one",
                            jobId,
                            row));
        }

        /** The search's assessment of a row: only one of them has one. */
        Optional<AssessmentReport> assessment(int row) {
            return isAssessed(row)
                    ? Optional.of(Json.MAPPER.treeToValue(result.path("assessment"), AssessmentReport.class))
                    : Optional.empty();
        }

        private boolean isAssessed(int row) {
            JsonNode assessed = result.at("/assessment/assessed_params");
            return assessed.isObject() && values(assessed).equals(combination(row));
        }

        /** The search's verdict on the row that it assessed. */
        RunVerdict verdict() {
            JsonNode verdict = result.at("/assessment/verdict");
            return new RunVerdict(
                    verdict.path("outcome").asString(null),
                    verdict.path("sentence").asString("This search has no assessment"));
        }

        /** @throws ProblemException 409 where it has no such row */
        void requireRow(int row) {
            if (request.recommends()) {
                throw conflict(String.format(
                        Locale.ROOT,
                        "Job %d walks forward or cross-validates; its recommendation is assessed in its result",
                        jobId));
            }
            if (row >= rows()) {
                throw conflict(
                        String.format(Locale.ROOT, "Job %d has %d rows, there is no row %d", jobId, rows(), row));
            }
        }

        /** How many rows there are. */
        int rows() {
            return result.at("/results/records").size();
        }
    }

    /** @throws ProblemException 404 when there is no such job, 409 when it is of another type or has no result */
    Finished find(long jobId) {
        JobDetail job = jobs.find(jobId).orElseThrow(() -> ProblemException.notFound("Job not found"));
        if (!job.jobType().equals(OptimizeHandler.TYPE.name())) {
            throw conflict(String.format(
                    Locale.ROOT, "Job %d is of type %s; only optimize jobs have this", jobId, job.jobType()));
        }
        if (job.status() != JobState.SUCCEEDED || job.result() == null) {
            throw conflict(String.format(
                    Locale.ROOT,
                    "Job %d has no result: it is %s",
                    jobId,
                    Json.MAPPER.valueToTree(job.status()).asString()));
        }
        OptimizeRequest request = reader.read(Json.MAPPER.readTree(job.payload()), OptimizeRequest.class);
        return new Finished(
                jobId,
                request,
                catalog.requested(request.strategy()),
                job.finishedAt(),
                Json.MAPPER.readTree(job.result()));
    }

    static ProblemException conflict(String sentence) {
        return new ProblemException(409, "Conflict", sentence);
    }
}
