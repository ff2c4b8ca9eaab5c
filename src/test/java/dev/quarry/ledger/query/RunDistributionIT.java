package dev.quarry.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TestedRun;
import dev.quarry.ledger.query.RunDistribution.Bin;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How figures are spread over the runs of a filter. */
class RunDistributionIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final RunSearch search = new RunSearch(DATABASE.database());

    @BeforeEach
    void emptyTheLedger() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup");
    }

    @Test
    void every_run_with_a_finite_figure_is_in_the_bin_of_its_value() {
        save(1, 100, index -> index);

        RunDistribution spread = search.distribution(query(RunFilter.ANY, Metric.TOTAL_RETURN), 10);

        assertThat(spread.metric()).isEqualTo("total_return");
        assertThat(spread.runs()).isEqualTo(100);
        assertThat(spread.bins()).hasSize(10);
        assertThat(spread.bins().get(0)).isEqualTo(new Bin(0, 9.9, 10, 5));
        assertThat(spread.bins().get(9).to()).isEqualTo(99);
        assertThat(spread.bins()).extracting(Bin::runs).containsOnly(10L);
    }

    @Test
    void infinite_and_undefined_figures_are_left_out_and_empty_bins_kept() {
        double[] factors = {1, 1, 4, Double.POSITIVE_INFINITY, Double.NaN};
        save(1, 5, index -> 7, index -> factors[index]);

        RunDistribution spread = search.distribution(query(RunFilter.ANY, Metric.PROFIT_FACTOR), 3);

        assertThat(spread.bins()).containsExactly(new Bin(1, 2, 2, 1), new Bin(2, 3, 0, 0), new Bin(3, 4, 1, 1));
    }

    @Test
    void only_the_runs_of_the_filter_count_by_job_by_value_and_by_bound() {
        save(1, 10, index -> index);
        save(2, 20, index -> index);
        RunFilter job = new RunFilter(MarketFilter.ANY, 2L, null, List.of(), Map.of(), null);
        RunFilter value = new RunFilter(
                MarketFilter.ANY, null, null, List.of(), Map.of("bb_len", List.of(new RequestedValue("3"))), null);
        RunFilter bound = new RunFilter(
                MarketFilter.ANY,
                null,
                true,
                List.of(new MetricBound(Metric.TOTAL_RETURN.text(), true, 15)),
                Map.of(),
                null);

        assertThat(search.distribution(query(job, Metric.TOTAL_RETURN), 5).runs())
                .isEqualTo(20);
        assertThat(search.distribution(query(value, Metric.NUM_TRADES), 5)).satisfies(spread -> {
            assertThat(spread.runs()).isEqualTo(2);
            assertThat(spread.bins()).containsExactly(new Bin(2, 2, 2, 2));
        });
        assertThat(search.distribution(query(bound, Metric.TOTAL_RETURN), 5).runs())
                .isEqualTo(3);
    }

    @Test
    void an_empty_ledger_has_no_bins() {
        assertThat(search.distribution(query(RunFilter.ANY, Metric.TOTAL_RETURN), 5))
                .isEqualTo(new RunDistribution("total_return", 0, List.of()));
    }

    private interface Figure {
        double of(int index);
    }

    private static RunQuery query(RunFilter filter, Metric metric) {
        return new RunQuery(filter, new RunSort(metric.text(), true), null, 1);
    }

    private void save(long job, int size, Figure totalReturn) {
        save(job, size, totalReturn, index -> 1);
    }

    private void save(long job, int size, Figure totalReturn, Figure profitFactor) {
        Map<String, List<Object>> grid = Map.of(
                "bb_len",
                IntStream.rangeClosed(1, size).<Object>mapToObj(i -> i).toList());
        RunSetup setup = new RunSetup(
                job,
                "bitstamp",
                "BTC/USD",
                "30m",
                "2014-01-01",
                "2014-07-15",
                Map.of("commission", job / 1000.0),
                grid,
                "digest",
                "1");
        GridHashes hashes = new GridHashes(grid, setup.hashed());
        List<TestedRun> runs = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            runs.add(new TestedRun(
                    TestedRun.text(hashes.hash(index)),
                    index,
                    Map.of(),
                    new RunStatistics(
                            totalReturn.of(index), 1, 1, profitFactor.of(index), 1, 1, 1, 1, size == 5 ? index : 2, 1),
                    size == 5 || size == 100 ? index % 2 == 0 : index % 5 < 3));
        }
        DATABASE.transactions()
                .runInNew(() ->
                        new RunLedger(DATABASE.database()).writer(setup, true).save(StoredRuns.anew(runs)));
    }
}
