package dev.quarry.calibration;

import dev.quarry.calibration.SyntheticMarket.Kind;
import dev.quarry.inference.Verdict;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How often the verdict errs, counted: searches as users make them over prices of which the truth is known, in both
 * directions. {@code mvn -Pcalibration} prints the table of docs/engine.md and fails where a bound is missed.
 */
public final class Calibration {

    private static final List<Double> HALF_HOUR_EDGES = List.of(0.15, 0.33, 0.47, 0.65);
    private static final List<Double> FOUR_HOUR_EDGES = List.of(0.36, 0.68);

    private final List<Cell> cells = new ArrayList<>();

    /** A quarter of an hour on two cores. */
    static Calibration longForm() {
        return of(100, 60, 40);
    }

    /**
     * @param small searches of the small grid in each kind of prices
     * @param middle the same of the middle one
     * @param large the same of the large one
     */
    static Calibration of(int small, int middle, int large) {
        Calibration calibration = new Calibration();
        Map<Grid, Integer> searches = new LinkedHashMap<>();
        searches.put(TrialSearch.SMALL, small);
        searches.put(TrialSearch.MIDDLE, middle);
        searches.put(TrialSearch.LARGE, large);
        for (boolean halfHours : new boolean[] {true, false}) {
            for (Kind kind : new Kind[] {Kind.RANDOM_WALK, Kind.GARCH, Kind.DRIFT}) {
                calibration.add(market(halfHours, kind, 0), kind == Kind.DRIFT ? "Long" : "Both", searches);
            }
            for (double edge : halfHours ? HALF_HOUR_EDGES : FOUR_HOUR_EDGES) {
                calibration.add(market(halfHours, Kind.REVERTING, edge), "Both", searches);
            }
        }
        return calibration;
    }

    private static SyntheticMarket market(boolean halfHours, Kind kind, double edge) {
        return halfHours ? SyntheticMarket.halfHours(kind, edge) : SyntheticMarket.fourHours(kind, edge);
    }

    private void add(SyntheticMarket market, String direction, Map<Grid, Integer> searches) {
        searches.forEach((grid, count) -> add(market, grid, direction, count));
    }

    private void add(SyntheticMarket market, Grid grid, String direction, int searches) {
        if (searches > 0) {
            cells.add(new Cell(new TrialSearch(market, grid, direction, Metric.TOTAL_RETURN), searches));
        }
    }

    /** Runs all cells, as many searches at a time as there are threads. */
    Calibration run(int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Cell cell : cells) {
                for (int seed = 0; seed < cell.searches; seed++) {
                    int own = seed;
                    running.add(pool.submit(() -> cell.run(own)));
                }
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        return this;
    }

    /** As if that had been said every time, of winners of that truth where there is an edge. */
    void pretend(Verdict.Outcome outcome, double truth) {
        cells.forEach(cell -> {
            for (int k = 0; k < cell.searches; k++) {
                cell.tally.add(outcome, cell.search.market().edge() > 0 ? truth : Double.NaN);
                boolean yes = outcome == Verdict.Outcome.HOLDS_UP;
                cell.tally.walk(new WalkedSearch(yes, yes, yes));
            }
        });
    }

    /** What was said in cells of one kind together. */
    Tally tally(Predicate<TrialSearch> which) {
        Tally all = new Tally();
        cells.stream().filter(cell -> which.test(cell.search)).forEach(cell -> all.add(cell.tally));
        return all;
    }

    /** What was said in each cell of one kind. */
    Stream<Tally> cells(Predicate<TrialSearch> which) {
        return cells.stream().filter(cell -> which.test(cell.search)).map(cell -> cell.tally);
    }

    /** All cells as a table in Markdown. */
    String table() {
        return table("""
                | prices | combinations | searches | true ratio | holds up | cannot tell | likely luck | no edge |
                |---|---|---|---|---|---|---|---|
                """, Tally::row);
    }

    /** The same of walking forward. */
    String walkedTable() {
        return table("""
                | prices | combinations | searches | true ratio | above 0 out of sample | efficient | holds up |
                |---|---|---|---|---|---|---|
                """, Tally::walkedRow);
    }

    private String table(String head, Function<Tally, String> row) {
        StringBuilder text = new StringBuilder(head);
        for (Cell cell : cells) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s, %s | %,d | %s%n",
                    cell.search.market().kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    cell.search.market().timeframe().code(),
                    cell.search.grid().size(),
                    row.apply(cell.tally)));
        }
        return text.toString();
    }

    private static final class Cell {

        private final TrialSearch search;
        private final int searches;
        private final Tally tally = new Tally();

        Cell(TrialSearch search, int searches) {
            this.search = search;
            this.searches = searches;
        }

        void run(long seed) {
            tally.add(search.run(seed, search.market().kind() == Kind.REVERTING));
        }
    }

    /** The long form. */
    public static void main(String[] arguments) throws Exception {
        Calibration calibration = longForm().run(2);
        System.out.println(calibration.table());
        System.out.println(calibration.walkedTable());
        List<String> missed = Bounds.missedBy(calibration);
        missed.forEach(System.out::println);
        System.exit(missed.isEmpty() ? 0 : 1);
    }
}
