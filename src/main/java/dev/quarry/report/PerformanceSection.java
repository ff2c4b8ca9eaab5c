package dev.quarry.report;

import static dev.quarry.report.chart.Numbers.count;
import static dev.quarry.report.chart.Numbers.fixed;
import static dev.quarry.report.chart.Numbers.percent;
import static dev.quarry.report.chart.Numbers.signed;

import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.Performance;
import dev.quarry.engine.Statistics;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.report.chart.LineChart;
import dev.quarry.report.chart.LineChart.Line;
import dev.quarry.report.figures.Drawdown;
import dev.quarry.report.figures.PeriodReturns;
import dev.quarry.report.figures.RollingSharpe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the template says of equity: figures beside those of the asset held, curves, months and years. */
final class PerformanceSection {

    private static final long DAY = 86_400_000L;
    private static final double STRONG = 10;
    private static final double CLEAR = 3;

    private final ReportedWinner report;
    private final double[] marked;
    private final double[] holding;
    private final double[] returns;
    private final long[] times;
    private final double perYear;

    PerformanceSection(ReportedWinner report) {
        this.report = report;
        this.marked = report.result().markToMarketCurve();
        this.holding = report.holding();
        this.times = report.closes();
        this.returns = DailyReturns.of(report.bars(), marked, report.cash());
        this.perYear = DailyReturns.perYear(report.bars());
    }

    /** A figure, of the strategy and of the asset held. */
    record Row(String what, String strategy, String held, String says) {}

    /** A year of the table of months. */
    record YearRow(int year, List<Cell> months, Cell total, Cell held) {}

    /** A return with the class that gives it its colour. */
    record Cell(String text, String style) {

        static Cell of(Double percent) {
            if (percent == null) {
                return new Cell("", "");
            }
            double size = Math.abs(percent);
            String strength = size >= STRONG ? "3" : size >= CLEAR ? "2" : "1";
            return new Cell(
                    String.format(Locale.ROOT, "%.1f", percent),
                    size < 0.05 ? "" : (percent > 0 ? "up" : "down") + strength);
        }
    }

    /** The figures. */
    List<Row> figures() {
        Statistics statistics = report.result().statistics();
        Performance mine = Performance.of(report.bars(), report.result());
        double[] held = DailyReturns.of(report.bars(), holding, report.cash());
        double heldReturn = (holding[holding.length - 1] / report.cash() - 1) * 100;
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "Total return",
                signed(statistics.totalReturnPercent()),
                signed(heldReturn),
                "after commission and funding"));
        rows.add(new Row(
                "Return of a year",
                signed(yearly(statistics.totalReturnPercent())),
                signed(yearly(heldReturn)),
                "compound, of 365 days"));
        rows.add(new Row(
                "Greatest drawdown",
                percent(statistics.markToMarketMaxDrawdownPercent()),
                percent(-Arrays.stream(Drawdown.of(holding, report.cash()))
                        .min()
                        .orElse(0)),
                "from a peak, open positions valued at each close"));
        rows.add(new Row(
                "Sharpe ratio",
                fixed(mine.dailySharpe()),
                fixed(ReturnStatistics.sharpe(held) * Math.sqrt(perYear)),
                "yearly, of daily returns, riskless return 0"));
        rows.add(new Row("Sortino ratio", fixed(mine.dailySortino()), "", "yearly, over the deviation of losing days"));
        rows.add(new Row("Calmar ratio", fixed(mine.yearlyCalmar()), "", "return of a year over greatest drawdown"));
        rows.add(new Row("Exposure", percent(mine.exposure() * 100), "100.00%", "share of the bars with a position"));
        rows.add(new Row(
                "Trades", count(statistics.trades()), "", percent(statistics.winRatePercent()) + " of them won"));
        rows.add(new Row(
                "Profit factor",
                statistics.profitFactorInfinite() ? "no trade lost" : fixed(statistics.profitFactor()),
                "",
                "sum of gains over sum of losses"));
        rows.add(new Row(
                "Average trade",
                signed(statistics.averageReturnPercent()),
                "",
                "of the equity at its entry; median " + signed(statistics.medianReturnPercent())));
        rows.add(new Row(
                "Expectancy",
                fixed(mine.expectancyMultiple()),
                "",
                "mean profit of a trade in multiples of what it risked"));
        return rows;
    }

    /** Equity and the asset held. */
    String equity() {
        return LineChart.draw(
                String.format(
                        Locale.ROOT,
                        "Equity from %s to %s; the asset held ends at %s",
                        count(report.cash()),
                        count(marked[marked.length - 1]),
                        count(holding[holding.length - 1])),
                times,
                List.of(new Line("held", holding), new Line("mine", marked)),
                280,
                "");
    }

    /** How far both lie below their peaks. */
    String drawdown() {
        double[] mine = Drawdown.of(marked, report.cash());
        return LineChart.draw(
                "Drawdown, at worst " + percent(Arrays.stream(mine).min().orElse(0)),
                times,
                List.of(new Line("held", Drawdown.of(holding, report.cash())), new Line("fall", mine)),
                150,
                "%");
    }

    /** The Sharpe ratio over time; null where the range is too short. */
    Rolling rolling() {
        Optional<RollingSharpe> rolling = RollingSharpe.of(returns, perYear);
        return rolling.map(of -> {
                    long[] days = DailyReturns.days(report.bars());
                    long[] at = Arrays.stream(days, of.window() - 1, days.length)
                            .map(day -> (day + 1) * DAY)
                            .toArray();
                    String picture = LineChart.draw(
                            "Sharpe ratio of the last " + of.window() + " daily returns",
                            at,
                            List.of(new Line("mine", of.values())),
                            150,
                            "");
                    return new Rolling(of.window(), picture);
                })
                .orElse(null);
    }

    /** A picture and how many days each of its points is of. */
    record Rolling(int window, String picture) {}

    /** Returns by month and year. */
    List<YearRow> years() {
        List<PeriodReturns.Year> mine =
                PeriodReturns.of(report.bars(), marked, report.cash()).years();
        List<PeriodReturns.Year> held =
                PeriodReturns.of(report.bars(), holding, report.cash()).years();
        List<YearRow> rows = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            PeriodReturns.Year year = mine.get(i);
            rows.add(new YearRow(
                    year.year(),
                    year.months().stream().map(Cell::of).toList(),
                    Cell.of(year.total()),
                    Cell.of(held.get(i).total())));
        }
        return rows;
    }

    private double yearly(double totalPercent) {
        double years = (times[times.length - 1] - report.bars().openTime()[0]) / (365.0 * DAY);
        double growth = 1 + totalPercent / 100;
        return growth > 0 ? (Math.pow(growth, 1 / years) - 1) * 100 : -100;
    }
}
