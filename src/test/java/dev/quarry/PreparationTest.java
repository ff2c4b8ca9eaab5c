package dev.quarry;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.quarry.job.JobHandler;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.search.TestedPrices;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a job prepares may be large, and a cancel must be noticed all the same: each handler has a test that lets it prepare
 * much and measures the longest step between two looks. What a request computes while its client waits has a limit, which
 * has a test too. Whoever adds one names its test here.
 */
@AnalyzeClasses(
        packages = "dev.quarry",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class PreparationTest {

    private static final Map<String, String> HANDLERS = Map.ofEntries(
            entry(
                    "AssessHandler",
                    "leaderboard.WinnerAssessmentsIT#no_step_of_assessing_runs_of_a_large_search_takes_a_second"),
            entry(
                    "AssessRowHandler",
                    "optimisation.AssessRowHandlerTest#no_step_of_assessing_a_row_of_a_large_search_takes_a_second"),
            entry("BatchHandler", "job.enqueue.BatchHandlerTest#no_step_of_making_a_large_batch_takes_a_second"),
            entry("CallbackHandler", "job.run.CallbackIT#no_step_of_waiting_for_an_answer_takes_a_second"),
            entry(
                    "DiscoverHandler",
                    "discovery.DiscoverHandlerIT#no_step_of_a_discovery_over_lists_that_say_the_same_a_thousand_times_takes_a_second"),
            entry(
                    "DiscoverPartHandler",
                    "discovery.DividedDiscoveryIT#no_step_of_a_part_of_a_large_discovery_takes_a_second"),
            entry(
                    "ForwardHandler",
                    "optimisation.ForwardRowTest#no_step_of_testing_long_windows_on_many_bars_takes_a_second"),
            entry(
                    "FrozenExtendHandler",
                    "frozen.FrozenWinnersIT#no_step_of_looking_at_many_frozen_winners_takes_a_second"),
            entry(
                    "LeaderboardRefreshHandler",
                    "leaderboard.WinnerAssessmentsIT#no_step_of_assessing_runs_of_a_large_search_takes_a_second"),
            entry(
                    "OptimizeHandler",
                    "optimisation.OptimizeHandlerTest#no_step_of_the_preparation_of_a_large_search_takes_a_second"),
            entry(
                    "OptimizePartHandler",
                    "optimisation.DividedOptimisationIT#no_step_of_a_part_of_a_large_search_takes_a_second"),
            entry(
                    "PatternsRefreshHandler",
                    "patterns.PatternsRefreshHandlerIT#no_step_of_counting_twenty_thousand_discoveries_takes_a_second"),
            entry(
                    "PricesIngestHandler",
                    "marketdata.ingest.PricesIngestHandlerIT#no_step_of_reading_a_long_file_whose_bars_are_in_no_order_takes_a_second"),
            entry(
                    "PricesWatchHandler",
                    "marketdata.ingest.ExchangeIngestionIT#no_step_of_asking_for_many_pages_takes_a_second_by_either_handler"),
            entry(
                    "ReevaluateHandler",
                    "discovery.ReevaluateHandlerIT#no_step_of_judging_the_runs_of_a_hundred_thousand_discoveries_takes_a_second"));

    /** By the route; each also gives up statements that are silent for a minute. */
    private static final Map<String, String> ROUTES = Map.ofEntries(
            entry("any", "platform.sql.TimeLimitIT#a_request_waits_no_longer_than_a_minute_for_a_silent_database"),
            entry(
                    "POST /backtest",
                    "evaluation.BacktestEvaluationTest#indicators_that_take_too_long_are_given_up_with_a_sentence"),
            entry("POST /frozen", "frozen.FrozenWinnersIT#figures_that_take_too_long_are_given_up_with_a_sentence"),
            entry(
                    "GET /runs/{params_hash}/report",
                    "report.ReportIT#figures_that_take_too_long_are_given_up_with_a_sentence"),
            entry(
                    "GET /runs/{params_hash}/trades, equity, daily-returns",
                    "report.ReportIT#figures_that_take_too_long_are_given_up_with_a_sentence"),
            entry(
                    "GET /prices/candles as a table",
                    "marketdata.http.CandleTableIT#a_table_that_takes_too_long_is_given_up_with_a_sentence"),
            entry(
                    "POST /strategies/check",
                    "strategies.StrategyRoutesIT#a_check_that_takes_too_long_is_given_up_with_a_sentence"),
            entry(
                    "GET /jobs/{id}/surface",
                    "optimisation.SurfacesTest#a_surface_that_takes_too_long_is_given_up_with_a_sentence_and_the_next_one_has_its_turn"),
            entry(
                    "GET /jobs with text",
                    "job.run.JobListIT#a_search_for_a_text_that_takes_too_long_says_so_and_what_would_help"),
            entry("POST /grids", "strategies.GridRangesTest#what_makes_no_grid_is_named"),
            entry(
                    "POST /prices/preview",
                    "marketdata.ingest.preview.FilePreviewIT#of_a_large_file_the_first_rows_are_read_and_of_a_slow_one_what_ten_seconds_allow"),
            entry(
                    "GET /prices/candles",
                    "marketdata.store.CandlePagesIT#more_bars_than_can_be_held_at_once_are_refused_by_name_and_as_many_as_can_are_read"),
            entry(
                    "GET /discovery/runs as a table",
                    "ledger.query.RunSearchIT#a_stream_that_takes_too_long_is_given_up_with_a_sentence"),
            entry(
                    "GET /discovery/runs of files",
                    "ledger.query.FiledRunsIT#files_that_take_too_long_to_be_looked_through_are_given_up_with_a_sentence"));

    /** What gives a request up when it takes too long, by a test of those. */
    private static final Set<String> LIMITED = Set.of(
            "BacktestEvaluation",
            "CandleTable",
            "Chosen",
            "Freezing",
            "RunAgain",
            "RunReading",
            "RunsInFiles",
            "StrategyCheck",
            "Surfaces");

    /** What makes indicators: with a job's checkpoint, or within such a limit. */
    private static final Set<String> COMPUTING = Set.of(
            "AssessHandler",
            "AssessRowHandler",
            "BacktestEvaluation",
            "DiscoverHandler",
            "DiscoverPartHandler",
            "InSampleSearch",
            "MarketCheck",
            "RunAgain",
            "SearchAssessment",
            "Surfaces",
            "Tested",
            "Validation");

    @ArchTest
    static void every_handler_is_canceled_by_a_test_while_it_prepares_much(JavaClasses classes) {
        assertThat(names(classes, JobHandler.class)).isEqualTo(new TreeSet<>(HANDLERS.keySet()));
    }

    @ArchTest
    static void what_makes_indicators_works_for_a_job_or_has_a_limit(JavaClasses classes) {
        assertThat(callers(
                        classes,
                        call -> call.getTarget().getName().equals("indicators")
                                && call.getTargetOwner().isEquivalentTo(TestedPrices.class)))
                .isEqualTo(new TreeSet<>(COMPUTING));
        assertThat(callers(classes, call -> call.getTargetOwner().isEquivalentTo(TimeBudget.class)))
                .isEqualTo(new TreeSet<>(LIMITED));
    }

    private static Set<String> callers(JavaClasses classes, Predicate<JavaCall<?>> meant) {
        return classes.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .flatMap(unit -> unit.getCallsFromSelf().stream())
                .filter(meant)
                .map(call -> call.getOriginOwner().getSimpleName())
                .filter(name -> !name.equals(TimeBudget.class.getSimpleName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(JavaClasses classes, Class<?> port) {
        return classes.stream()
                .filter(type -> type.isAssignableTo(port))
                .filter(type -> !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_tests_are_there() {
        assertThat(HANDLERS.values()).allSatisfy(PreparationTest::isThere);
        assertThat(ROUTES.values()).allSatisfy(PreparationTest::isThere);
    }

    private static void isThere(String test) throws ClassNotFoundException {
        String[] parts = test.split("#");
        Class<?> type = Class.forName(
                PreparationTest.class.getPackageName() + "." + parts[0], false, PreparationTest.class.getClassLoader());
        assertThat(Arrays.stream(type.getDeclaredMethods())
                        .filter(PreparationTest::isTest)
                        .map(Method::getName))
                .contains(parts[1]);
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class);
    }
}
