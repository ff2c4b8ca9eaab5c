package dev.quarry.bench;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.ta4j.core.AnalysisCriterion.PositionFilter;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.Trade.TradeType;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.criteria.MaximumDrawdownCriterion;
import org.ta4j.core.criteria.NumberOfPositionsCriterion;
import org.ta4j.core.criteria.PositionsRatioCriterion;
import org.ta4j.core.criteria.pnl.ProfitLossRatioCriterion;
import org.ta4j.core.criteria.pnl.ReturnCriterion;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;
import org.ta4j.core.rules.OpenedPositionMinimumBarCountRule;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.StopLossRule;
import org.ta4j.core.rules.UnderIndicatorRule;

/**
 * The nearest that ta4j comes to a short-only combination of ours: the same indicators of the same lengths, entry on RSI,
 * its average, their relation and the bands, exit at the middle or lower Bollinger line, by a stop loss on the close or
 * by age. One unit a trade: no sizing by risk, no daily loss limit, no margin. Indicators that no parameter of the grid
 * changes are shared between combinations, as a careful user would do it.
 */
final class Ta4jStrategy {

    private static final int WINDOW = 20;
    private static final int ATR_WINDOW = 14;

    private final BarSeries series;
    private final ClosePriceIndicator close;
    private final HighPriceIndicator high;
    private final RSIIndicator rsi;
    private final SMAIndicator average;
    private final BollingerBandsMiddleIndicator middle;
    private final StandardDeviationIndicator deviation;
    private final KeltnerChannelMiddleIndicator keltnerMiddle;
    private final ATRIndicator atr;

    Ta4jStrategy(Bars bars) {
        this.series = new BaseBarSeriesBuilder()
                .withNumTypeOf(DoubleNum.class)
                .withMaxBarCount(Integer.MAX_VALUE)
                .build();
        Duration length = Duration.ofMillis(bars.timeframe().millis());
        for (int i = 0; i < bars.size(); i++) {
            series.addBar(
                    length,
                    Instant.ofEpochMilli(bars.openTime()[i]).plus(length).atZone(ZoneOffset.UTC),
                    bars.open()[i],
                    bars.high()[i],
                    bars.low()[i],
                    bars.close()[i],
                    bars.volume()[i]);
        }
        this.close = new ClosePriceIndicator(series);
        this.high = new HighPriceIndicator(series);
        this.rsi = new RSIIndicator(close, 14);
        this.average = new SMAIndicator(rsi, 10);
        this.middle = new BollingerBandsMiddleIndicator(new SMAIndicator(close, WINDOW));
        this.deviation = new StandardDeviationIndicator(close, WINDOW);
        this.keltnerMiddle = new KeltnerChannelMiddleIndicator(close, WINDOW);
        this.atr = new ATRIndicator(series, ATR_WINDOW);
    }

    /** Runs a combination and gives the figures that a search wants: trades, wins, return, drawdown, profit over loss. */
    double[] run(StrategyParameters parameters) {
        Map<String, Object> named = parameters.toMap();
        var k = DoubleNum.valueOf(number(named, "bb_std"));
        Rule upper = new OverIndicatorRule(high, new BollingerBandsUpperIndicator(middle, deviation, k));
        Rule channel = new OverIndicatorRule(
                high, new KeltnerChannelUpperIndicator(keltnerMiddle, atr, number(named, "kc_mult")));
        Rule touch =
                switch ((String) named.get("entry_band_mode")) {
                    case "Either" -> upper.or(channel);
                    case "Both" -> upper.and(channel);
                    case "BB" -> upper;
                    default -> channel;
                };
        Rule entry = new OverIndicatorRule(rsi, number(named, "rsi_min"))
                .and(new OverIndicatorRule(average, number(named, "rsi_ma_min")))
                .and(new OverIndicatorRule(rsi, average))
                .and(touch);
        Rule target = named.get("exit_level").equals("mid")
                ? new UnderIndicatorRule(close, middle)
                : new UnderIndicatorRule(close, new BollingerBandsLowerIndicator(middle, deviation, k));
        Rule exit = target.or(
                        new StopLossRule(close, parameters.stop().percent().getAsDouble()))
                .or(new OpenedPositionMinimumBarCountRule(parameters.maxBars().orElse(Integer.MAX_VALUE)));
        TradingRecord record = new BarSeriesManager(series).run(new BaseStrategy(entry, exit), TradeType.SELL);
        return List.of(
                        new NumberOfPositionsCriterion(),
                        new PositionsRatioCriterion(PositionFilter.PROFIT),
                        new ReturnCriterion(),
                        new MaximumDrawdownCriterion(),
                        new ProfitLossRatioCriterion())
                .stream()
                .mapToDouble(criterion -> criterion.calculate(series, record).doubleValue())
                .toArray();
    }

    /** Longs from one cross of two averages to the opposite one, the averages made afresh for each pair as they share nothing. */
    double cross(int fast, int slow) {
        SMAIndicator quick = new SMAIndicator(close, fast);
        SMAIndicator lazy = new SMAIndicator(close, slow);
        TradingRecord record = new BarSeriesManager(series)
                .run(
                        new BaseStrategy(
                                new CrossedUpIndicatorRule(quick, lazy), new CrossedDownIndicatorRule(quick, lazy)),
                        TradeType.BUY);
        return new ReturnCriterion().calculate(series, record).doubleValue();
    }

    private static double number(Map<String, Object> named, String name) {
        return ((Number) named.get(name)).doubleValue();
    }
}
