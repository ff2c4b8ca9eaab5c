package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.SampleBars;
import dev.quarry.forward.Expectation;
import dev.quarry.forward.ForwardHandler;
import dev.quarry.forward.ForwardRequest;
import dev.quarry.forward.ForwardResult;
import dev.quarry.forward.Winners;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.FixedPrices;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ForwardRowTest {

    private static final String SEARCH = """
            {"end_ts": "2014-04-30T23:30:00Z",
             "param_grid": {"rsi_min": [52, 55, 58, 61], "stop_pct": [2, 3]},
             "base_params": {"trade_direction": "Both"}, "metric": "total_return", "min_trades": 10}
            """;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());
    private final Finished finished = FinishedJobs.run(prices, market(SEARCH));

    @Test
    void a_row_goes_on_where_its_search_ended_and_keeps_its_figures_there() {
        ForwardResult result = test("{\"job_id\": 7, \"row\": 1}");

        JsonNode row = finished.result().at("/results/records/1");
        assertThat(result.inSample().totalReturnPct())
                .isCloseTo(row.get("total_return").doubleValue(), within(1e-9));
        assertThat(result.inSample().trades()).isEqualTo(row.get("num_trades").intValue());
        assertThat(result.inSample().lastBar()).hasToString("2014-04-30T23:30Z");
        assertThat(result.outOfSample().firstBar()).hasToString("2014-05-01T00:00Z");
        assertThat(result.market().startTs()).isEqualTo("2014-05-01T00:00:00Z");
        assertThat(result.inSample().bars() + result.outOfSample().bars())
                .isEqualTo(SampleBars.bars().size());
        assertThat(result.outOfSample().days()).isEqualTo(76);
        assertThat(result.sameTimeBars()).isZero();
        assertThat(result.params()).containsAllEntriesOf(finished.combination(1));
    }

    @Test
    void what_came_stands_beside_what_was_to_be_expected() {
        ForwardResult result = test("{\"job_id\": 7}");

        Expectation.Band band = result.expected().totalReturnPct();
        assertThat(band.lower()).isLessThan(band.median());
        assertThat(band.median()).isLessThan(band.upper());
        assertThat(band.actual()).isCloseTo(result.outOfSample().totalReturnPct(), within(1e-6));
        assertThat(band.inside()).isEqualTo(band.lower() <= band.actual() && band.actual() <= band.upper());
        assertThat(result.sentence()).contains("on unseen prices");
        assertThat(result.curve()).hasSize(76);
        assertThat(result.curve().get(75).day()).isEqualTo("2014-07-15");
        assertThat(result.curve().get(75).returnPct()).isCloseTo(band.actual(), within(1e-9));
        assertThat(result.curve().get(75).lowerPct()).isEqualTo(band.lower());
        assertThat(test("{\"job_id\": 7}")).usingRecursiveComparison().isEqualTo(result);
    }

    @Test
    void indicators_begin_with_what_the_search_saw() {
        ForwardResult result = test("{\"job_id\": 7}");
        assertThat(result.warmup().mode()).isEqualTo("pre_roll");
        assertThat(result.warmup().bars()).isEqualTo(result.inSample().bars());
        assertThat(result.warmup().unstableBars()).isZero();
    }

    @Test
    void no_step_of_testing_long_windows_on_many_bars_takes_a_second() throws Exception {
        Bars bars = RandomMarket.bars(Timeframe.M1, 200_000, 1);
        FixedPrices years = new FixedPrices(bars);
        ObjectNode search = market("{\"param_grid\": {\"rsi_min\": [52]}, \"min_trades\": 0}");
        search.put("start_ts", Instant.ofEpochMilli(bars.openTime()[0]).toString())
                .put("end_ts", Instant.ofEpochMilli(bars.openTime()[150_000]).toString());
        Finished found = FinishedJobs.run(years, search);
        search.putObject("base_params").put("bb_len", 10_000).put("kc_mid_type", "SMA");
        Finished slow = new Finished(
                7, read(search, OptimizeRequest.class), found.strategy(), found.finishedAt(), found.result());
        ForwardRequest request = read(object("{\"job_id\": 7, \"row\": 0}"), ForwardRequest.class);

        assertThat(PacedJob.longestStep(
                        Duration.ofSeconds(3), job -> () -> handler(years, slow).run(request, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    @Test
    void bars_that_the_search_saw_are_refused() {
        assertThat(check("{\"job_id\": 7, \"start_ts\": \"2014-04-30T23:30:00Z\"}"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .startsWith("start_ts must be after 2014-04-30T23:30:00+00:00, up to which the search saw")
                        .endsWith("was 2014-04-30T23:30:00+00:00"));
        assertThat(check("{\"job_id\": 7, \"end_ts\": \"2014-03-01\"}"))
                .singleElement()
                .extracting(Violation::field)
                .isEqualTo("end_ts");
        assertThat(check("{\"job_id\": 7, \"start_ts\": \"2013-01-01\", \"end_ts\": \"2013-12-31\"}"))
                .isEmpty();
        assertThat(check("{\"job_id\": 7, \"start_ts\": \"2014-05-01\"}")).isEmpty();
        assertThatThrownBy(() -> test("{\"job_id\": 7, \"start_ts\": \"2014-04-01\"}"))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("must be after");
    }

    @Test
    void bars_of_another_market_at_the_same_time_are_counted_and_reported() {
        ForwardResult result = test("{\"job_id\": 7, \"symbol\": \"ETHUSD\", \"start_ts\": \"2014-04-30T12:00:00Z\"}");
        assertThat(result.market().symbol()).isEqualTo("ETHUSD");
        assertThat(result.sameTimeBars()).isEqualTo(24);
        assertThat(result.note()).startsWith("24 of the ").contains("are of the time that the search saw");
        assertThat(test("{\"job_id\": 7, \"symbol\": \"ETHUSD\"}").note()).isNull();
    }

    @Test
    void what_cannot_be_tested_says_why() {
        assertThat(check("{\"job_id\": 7, \"row\": 400}")).singleElement().satisfies(fault -> assertThat(
                        fault.toString())
                .startsWith("job_id Job 7 has 8 rows, there is no row 400"));
        assertThatThrownBy(() -> test("{\"job_id\": 7, \"start_ts\": \"2015-01-01\", \"end_ts\": \"2015-02-01\"}"))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith(
                        "There are no bars of bitstamp BTCUSD 30m from 2015-01-01T00:00:00Z to 2015-02-01");
        prices.digest("fedcba9876543210");
        assertThatThrownBy(() -> test("{\"job_id\": 7}"))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("The prices have changed since job 7 ran");
    }

    @Test
    void a_canceled_test_stops() {
        RecordingJobContext job = new RecordingJobContext(8);
        job.stopAfterReports(2);
        assertThatThrownBy(() -> handler().run(read(object("{\"job_id\": 7}"), ForwardRequest.class), job))
                .isInstanceOf(JobStoppedException.class);
    }

    private ForwardResult test(String payload) {
        return handler().run(read(object(payload), ForwardRequest.class), new RecordingJobContext(8));
    }

    private List<Violation> check(String payload) {
        return handler().check(read(object(payload), ForwardRequest.class));
    }

    private ForwardHandler handler() {
        return handler(prices, finished);
    }

    private static ForwardHandler handler(FixedPrices prices, Finished optimisation) {
        OptimisationRows rows = new OptimisationRows(FinishedJobs.only(optimisation), prices);
        return new ForwardHandler(new Winners(null, rows, null, prices, null), prices);
    }
}
