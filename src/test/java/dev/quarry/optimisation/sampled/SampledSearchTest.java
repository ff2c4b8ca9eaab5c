package dev.quarry.optimisation.sampled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.SampleBars;
import dev.quarry.platform.json.Json;
import dev.quarry.sampler.SamplerKind;
import dev.quarry.search.SearchCost;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class SampledSearchTest {

    private static final Bars BARS = SampleBars.bars().slice(0, 2_000);
    private static final Map<String, Object> BASE = Map.of("trade_direction", "Both", "commission", 0.0005);

    private final List<Long> swept = new ArrayList<>();

    /** 7 · 6 · 2 · 5 combinations, of which without trailing only one in five has an effect of its own. */
    private static SweepPlan plan() {
        Map<String, List<?>> values = new LinkedHashMap<>();
        values.put("rsi_min", List.of(72, 52, 56, 60, 64, 68, 48));
        values.put("stop_pct", List.of(0.5, 1.0, 1.5, 2.0, 3.0, 4.0));
        values.put("use_trailing", List.of(true, false));
        values.put("trail_pct", List.of(0.5, 1.0, 1.5, 2.0, 2.5));
        return SweepPlan.of(Combinations.distinct(Grid.of(RsiBands.STRATEGY, values), BASE, () -> {}), BASE);
    }

    private static GridSearch search(Metric metric) {
        return new GridSearch(metric, SearchConstraints.minTrades(5), 10);
    }

    private static SamplingRequest request(SamplerKind kind, int trials, long seed) {
        return new SamplingRequest(kind.text(), trials, seed, null, null);
    }

    private SampledSearch search(SamplingRequest request, Metric metric) {
        return new SampledSearch(request, search(metric), plan(), this::engine, BARS.size(), SweepProgress.NONE);
    }

    private SweepEngine engine(int bars) {
        FastSweep engine = new FastSweep(BARS.slice(0, bars));
        return (plan, progress, results) -> engine.run(plan, progress, result -> {
            swept.add(result.combination().index());
            results.accept(result);
        });
    }

    private static String text(SampledSearch.Found found) {
        return found.ranked().best()
                + Arrays.toString(found.tried())
                + found.asked()
                + found.best()
                + found.front().stream().map(ParetoFront.Member::index).toList()
                + Arrays.toString(found.judgements());
    }

    @ParameterizedTest
    @EnumSource(SamplerKind.class)
    void the_same_seed_gives_the_same_search_and_another_one_another(SamplerKind kind) {
        String first = text(search(request(kind, 90, 5), Metric.SHARPE_RATIO).run());

        assertThat(text(search(request(kind, 90, 5), Metric.SHARPE_RATIO).run()))
                .isEqualTo(first);
        assertThat(text(search(request(kind, 90, 6), Metric.SHARPE_RATIO).run()))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(SamplerKind.class)
    void every_combination_that_is_tried_is_one_of_the_distinct_ones_swept_once_and_ranked_as_it_is(SamplerKind kind) {
        SampledSearch.Found found =
                search(request(kind, 150, 1), Metric.TOTAL_RETURN).run();
        List<Long> distinct = new ArrayList<>();
        plan().combinations().indexes().forEachRemaining((long index) -> distinct.add(index));

        assertThat(found.asked()).isEqualTo(150);
        assertThat(found.tried()).hasSizeLessThanOrEqualTo(150).isSorted();
        assertThat(distinct).containsAll(LongStream.of(found.tried()).boxed().toList());
        assertThat(swept)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(LongStream.of(found.tried()).boxed().toList());
        SweepPlan tried = plan().of(Combinations.listed(plan().combinations().grid(), found.tried()));
        assertThat(found.ranked().best())
                .isNotEmpty()
                .isEqualTo(search(Metric.TOTAL_RETURN)
                        .run(new PlainSweep(BARS), tried, SweepProgress.NONE)
                        .best());
        assertThat(found.best().get(found.best().size() - 1).merit())
                .isEqualTo(found.ranked().best().get(0).statistics().totalReturnPercent());
        assertThat(found.best()).isSortedAccordingTo(Comparator.comparing(BestSoFar.Step::merit));
    }

    @Test
    void a_space_that_was_tried_whole_ends_the_search_with_the_rows_of_the_grid() {
        SampledSearch search = search(request(SamplerKind.RANDOM, 20_000, 1), Metric.MAX_DRAWDOWN);
        SampledSearch.Found found = search.run();

        GridSearch.Result grid = search(Metric.MAX_DRAWDOWN).run(new PlainSweep(BARS), plan(), SweepProgress.NONE);
        assertThat(found.asked()).isLessThan(20_000);
        assertThat(found.tried()).hasSize((int) plan().combinations().size());
        assertThat(found.ranked().best()).isEqualTo(grid.best());
        assertThat(found.ranked().passing()).isEqualTo(grid.passing());
        Exhaustive compared = report(search, found).exhaustive();
        assertThat(compared.rank()).isEqualTo(1);
        assertThat(compared.share()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"TOTAL_RETURN", "MAX_DRAWDOWN", "PROFIT_FACTOR"})
    void the_comparison_says_how_many_of_the_whole_grid_are_better(Metric metric) {
        SampledSearch search = search(request(SamplerKind.RANDOM, 12, 3), metric);
        SampledSearch.Found found = search.run();
        Exhaustive compared = report(search, found).exhaustive();

        List<Double> all = new ArrayList<>();
        new PlainSweep(BARS).run(plan(), SweepProgress.NONE, result -> {
            if (SearchConstraints.minTrades(5).metBy(result.statistics())) {
                all.add(metric.of(result.statistics()));
            }
        });
        Comparator<Double> order =
                metric == Metric.MAX_DRAWDOWN ? Comparator.naturalOrder() : Comparator.reverseOrder();
        all.sort(order);
        double own = metric.of(found.ranked().best().get(0).statistics());
        assertThat(compared.combinations()).isEqualTo(plan().combinations().size());
        assertThat(compared.passing()).isEqualTo(all.size());
        assertThat(compared.best().doubleValue()).isEqualTo(all.get(0));
        assertThat(compared.rank())
                .isEqualTo(1
                        + all.stream()
                                .filter(one -> order.compare(one, own) < 0)
                                .count());
        if (own > 0 && all.get(0) > 0) {
            assertThat(compared.share()).isEqualTo(metric == Metric.MAX_DRAWDOWN ? all.get(0) / own : own / all.get(0));
        } else {
            assertThat(compared.share()).isNull();
        }
    }

    @Test
    void what_was_tried_is_a_grid_of_its_own_with_the_same_combinations_in_the_same_order() {
        SampledSearch.Found found =
                search(request(SamplerKind.RANDOM, 9, 4), Metric.TOTAL_RETURN).run();
        Grid wide = plan().combinations().grid();
        TriedGrid tried = TriedGrid.of(wide, found.tried());

        Grid own = Grid.of(RsiBands.STRATEGY, tried.values());
        assertThat(own.size()).isLessThan(wide.size());
        assertThat(tried.places()).isSorted();
        assertThat(LongStream.of(tried.places())
                        .mapToObj(place -> own.combination(place).values())
                        .toList())
                .isEqualTo(LongStream.of(found.tried())
                        .mapToObj(index -> wide.combination(index).values())
                        .toList());
    }

    @Test
    void where_nothing_passes_there_is_no_best_and_no_place() {
        GridSearch strict = new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(100_000), 5);
        SampledSearch search = new SampledSearch(
                request(SamplerKind.TPE, 60, 1), strict, plan(), this::engine, BARS.size(), SweepProgress.NONE);
        SampledSearch.Found found = search.run();
        SamplingReport report = report(search, found);

        assertThat(found.ranked().best()).isEmpty();
        assertThat(report.bestSoFar()).isEmpty();
        assertThat(report.exhaustive())
                .isEqualTo(new Exhaustive(plan().combinations().size(), 0, null, false, null, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = SamplerKind.class,
            names = {"RANDOM", "NSGA2"})
    void the_front_has_every_combination_that_no_other_beats(SamplerKind kind) {
        List<ObjectiveFields> objectives = List.of(
                new ObjectiveFields("total_return", null),
                new ObjectiveFields("max_drawdown", null),
                new ObjectiveFields("num_trades", "min"));
        SampledSearch search = search(new SamplingRequest(kind.text(), 120, 1, objectives, null), Metric.TOTAL_RETURN);
        SampledSearch.Found found = search.run();
        JsonNode report = Json.MAPPER.valueToTree(report(search, found));

        List<CombinationResult> all = new ArrayList<>();
        new PlainSweep(BARS)
                .run(
                        plan().of(Combinations.listed(plan().combinations().grid(), found.tried())),
                        SweepProgress.NONE,
                        all::add);
        all.removeIf(one -> !SearchConstraints.minTrades(5).metBy(one.statistics()));
        List<List<Double>> figures =
                all.stream().map(SampledSearchTest::merits).distinct().toList();
        List<List<Double>> expected = figures.stream()
                .filter(one -> figures.stream().noneMatch(other -> other != one && nowhereWorse(other, one)))
                .toList();
        assertThat(found.front())
                .extracting(member -> Arrays.stream(member.merits()).boxed().toList())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(report.get("front_size").asInt()).isEqualTo(expected.size()).isGreaterThan(1);
        assertThat(report.at("/front/0/figures/0/value").doubleValue())
                .isEqualTo(found.ranked().best().get(0).statistics().totalReturnPercent());
        assertThat(report.at("/front/0/figures/2/value").isIntegralNumber()).isTrue();
        assertThat(report.at("/front/0/params").propertyNames())
                .containsExactly("rsi_min", "stop_pct", "use_trailing", "trail_pct");
        assertThat(report.at("/objectives/1/direction").asString()).isEqualTo("min");
    }

    private static List<Double> merits(CombinationResult one) {
        return List.of(
                one.statistics().totalReturnPercent(),
                0.0 - one.statistics().maxDrawdownPercent(),
                0.0 - one.statistics().trades());
    }

    private static boolean nowhereWorse(List<Double> one, List<Double> other) {
        return IntStream.range(0, one.size()).allMatch(k -> one.get(k) >= other.get(k));
    }

    @ParameterizedTest
    @EnumSource(SamplerKind.class)
    void halving_judges_the_best_of_each_rung_on_more_bars_and_ranks_what_saw_all(SamplerKind kind) {
        SamplingRequest request = new SamplingRequest(kind.text(), 128, 1, null, Map.of("rungs", 3, "reduction", 2));
        List<Integer> lengths = new ArrayList<>();
        Map<Integer, List<CombinationResult>> rungs = new LinkedHashMap<>();
        SampledSearch search = new SampledSearch(
                request,
                search(Metric.TOTAL_RETURN),
                plan(),
                bars -> {
                    lengths.add(bars);
                    FastSweep engine = new FastSweep(BARS.slice(0, bars));
                    List<CombinationResult> seen = rungs.computeIfAbsent(bars, b -> new ArrayList<>());
                    return (plan, progress, results) -> engine.run(plan, progress, result -> {
                        seen.add(result);
                        results.accept(result);
                    });
                },
                BARS.size(),
                SweepProgress.NONE);
        SampledSearch.Found found = search.run();

        assertThat(lengths).containsExactly(500, 1000, 2000);
        assertThat(found.judgements())
                .containsExactly(
                        rungs.get(500).size(),
                        rungs.get(1000).size(),
                        rungs.get(2000).size() - found.controls());
        assertThat(found.judgements()[0]).isEqualTo(found.tried().length - found.controls());
        assertThat(found.judgements()[1]).isBetween(found.judgements()[0] / 2, found.judgements()[0] / 2 + 40);
        assertThat(found.judgements()[2]).isBetween(found.judgements()[0] / 4, found.judgements()[0] / 4 + 40);
        assertThat(found.ranked().tested()).isEqualTo(found.judgements()[2] + found.controls());
        SweepPlan last = plan().of(Combinations.listed(
                plan().combinations().grid(),
                rungs.get(2000).stream()
                        .mapToLong(result -> result.combination().index())
                        .sorted()
                        .toArray()));
        assertThat(found.ranked().best())
                .isEqualTo(search(Metric.TOTAL_RETURN)
                        .run(new PlainSweep(BARS), last, SweepProgress.NONE)
                        .best());
        assertThat(report(search, found).rungs())
                .extracting(SamplingReport.Rung::bars)
                .containsExactly(500, 1000, 2000);
        assertThat(text(search(request, Metric.TOTAL_RETURN).run())).isEqualTo(text(found));
    }

    @Test
    void combinations_that_cannot_be_run_are_counted_once_on_whatever_rung_that_is_found() {
        Map<String, List<?>> values = new LinkedHashMap<>();
        values.put("stop_pct", Arrays.asList(null, 1.0, 2.0));
        values.put("rsi_min", List.of(52, 56, 60));
        SweepPlan plan = SweepPlan.of(Combinations.distinct(Grid.of(RsiBands.STRATEGY, values), BASE, () -> {}), BASE);
        for (Map<String, Object> halving : Arrays.<Map<String, Object>>asList(null, Map.of("rungs", 2))) {
            SampledSearch.Found found = new SampledSearch(
                            new SamplingRequest("random", 500, 1, null, halving),
                            search(Metric.TOTAL_RETURN),
                            plan,
                            this::engine,
                            BARS.size(),
                            SweepProgress.NONE)
                    .run();
            assertThat(found.tried()).hasSize(9);
            assertThat(found.givenUp().count() + found.ranked().failures().count())
                    .isEqualTo(3);
        }
    }

    @Test
    void progress_is_told_by_trials_and_what_it_throws_ends_the_search_between_two_batches() {
        List<Long> told = new ArrayList<>();
        SampledSearch search = new SampledSearch(
                request(SamplerKind.TPE, 100, 1),
                search(Metric.TOTAL_RETURN),
                plan(),
                this::engine,
                BARS.size(),
                (done, total) -> {
                    assertThat(total).isEqualTo(100);
                    told.add(done);
                    if (done >= 42) {
                        throw new IllegalStateException("canceled");
                    }
                });

        assertThatThrownBy(search::run).hasMessage("canceled");
        assertThat(told).isSorted().contains(0L, 10L, 42L);
        assertThat(swept).hasSizeLessThanOrEqualTo(42);
    }

    private static SamplingReport report(SampledSearch search, SampledSearch.Found found) {
        return search.report(found, new SearchCost(420, 0, 0, 0), new FastSweep(BARS), () -> {});
    }
}
