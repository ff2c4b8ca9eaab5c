package dev.quarry.report;

import static dev.quarry.report.chart.Numbers.count;
import static dev.quarry.report.chart.Numbers.fixed;
import static dev.quarry.report.chart.Numbers.percent;
import static dev.quarry.report.chart.Numbers.plain;
import static dev.quarry.report.chart.Numbers.signed;

import dev.quarry.engine.ExitReason;
import dev.quarry.engine.Trade;
import dev.quarry.report.chart.HistogramChart;
import dev.quarry.report.figures.Histogram;
import dev.quarry.report.figures.TradeCosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the template says of trades: their spread, the extreme ones, what ended them and what they cost. */
final class TradesSection {

    private static final int EXTREMES = 5;

    private final ReportedWinner report;
    private final List<Trade> trades;
    private final List<Trade> ascending;

    TradesSection(ReportedWinner report) {
        this.report = report;
        this.trades = report.result().trades();
        this.ascending = trades.stream()
                .sorted(Comparator.comparingDouble(Trade::returnOnEquity))
                .toList();
    }

    /** A trade as the template shows it. */
    record Row(
            String entered,
            String left,
            String side,
            String reason,
            String entryPrice,
            String exitPrice,
            String result,
            String multiple) {

        static Row of(Trade trade) {
            return new Row(
                    ReportPage.time(trade.entryTime() + 1),
                    ReportPage.time(trade.exitTime() + 1),
                    trade.side().text(),
                    words(trade.exitReason()),
                    plain(trade.entryPrice()),
                    plain(trade.exitPrice()),
                    signed(trade.returnOnEquity() * 100),
                    fixed(trade.rMultiple()));
        }
    }

    /** What ended trades, and what those came to. */
    record Exit(String reason, String trades, String profit) {}

    /** Whether there is any. */
    boolean any() {
        return !trades.isEmpty();
    }

    /** How their results are spread. */
    String histogram() {
        double[] results = trades.stream()
                .mapToDouble(trade -> trade.returnOnEquity() * 100)
                .filter(Double::isFinite)
                .toArray();
        return HistogramChart.draw(
                count(results.length) + " trades by their result in percent of equity", Histogram.of(results), "%");
    }

    /** The best, best first. */
    List<Row> best() {
        return ascending.subList(Math.max(0, ascending.size() - EXTREMES), ascending.size()).stream()
                .sorted(Comparator.comparingDouble(Trade::returnOnEquity).reversed())
                .map(Row::of)
                .toList();
    }

    /** The worst, worst first. */
    List<Row> worst() {
        return ascending.stream().limit(EXTREMES).map(Row::of).toList();
    }

    /** What remains of the profit without the best trade, in words. */
    String withoutBest() {
        double best = ascending.get(ascending.size() - 1).realizedPnl();
        double net = TradeCosts.of(trades).net();
        return net > 0 && best > 0
                ? String.format(Locale.ROOT, "The best trade alone made %s of the profit.", percent(best / net * 100))
                : "";
    }

    /** By what ended them. */
    List<Exit> exits() {
        Map<ExitReason, List<Trade>> groups = new TreeMap<>();
        trades.forEach(trade -> groups.computeIfAbsent(trade.exitReason(), reason -> new ArrayList<>())
                .add(trade));
        return groups.entrySet().stream()
                .map(group -> new Exit(
                        words(group.getKey()),
                        count(group.getValue().size()),
                        money(TradeCosts.of(group.getValue()).net())))
                .toList();
    }

    /** What they came to, costs apart. */
    List<ReportPage.Fact> costs() {
        TradeCosts costs = TradeCosts.of(trades);
        return List.of(
                new ReportPage.Fact("Before costs", money(costs.gross())),
                new ReportPage.Fact("Commission", money(-costs.commission())),
                new ReportPage.Fact("Funding", money(-costs.funding())),
                new ReportPage.Fact("Net", money(costs.net())));
    }

    private String money(double sum) {
        double amount = sum == 0 ? 0 : sum;
        return String.format(Locale.ROOT, "%s (%s of the start)", fixed(amount), signed(amount / report.cash() * 100));
    }

    private static String words(ExitReason reason) {
        return reason.text().replace('_', ' ');
    }
}
