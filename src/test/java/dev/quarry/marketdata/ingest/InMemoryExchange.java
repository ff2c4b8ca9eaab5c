package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.exchange.Candle;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.RequestRate;
import dev.quarry.series.Timeframe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An exchange with prices that follow from the time, trades missing where a test says, and answers that a test may spoil.
 * Safe for several threads.
 */
public final class InMemoryExchange implements Exchange {

    public static final String NAME = "testex";

    private final int page;
    private final Set<Timeframe> timeframes;
    private final Set<Long> noTrade = Collections.synchronizedSet(new TreeSet<>());
    private volatile int depth = Integer.MAX_VALUE;
    private volatile double correction;
    private volatile Function<CandleQuery, RuntimeException> fault = query -> null;
    private volatile UnaryOperator<CandlePage> spoiling = UnaryOperator.identity();
    private volatile long firstTrade = Long.MIN_VALUE;

    /** What it was asked, in order. */
    public final List<CandleQuery> queries = Collections.synchronizedList(new ArrayList<>());

    public InMemoryExchange(int page, Timeframe... timeframes) {
        this.page = page;
        this.timeframes = EnumSet.copyOf(List.of(timeframes));
    }

    InMemoryExchange withoutTradeAt(long openTime) {
        noTrade.add(openTime);
        return this;
    }

    InMemoryExchange listedAt(long openTime) {
        firstTrade = openTime;
        return this;
    }

    InMemoryExchange keepingOnly(int bars) {
        depth = bars;
        return this;
    }

    /** From now on all prices are higher by that. */
    void correctedBy(double difference) {
        correction = difference;
    }

    /** From now on a query for which the function has an exception gets it in place of an answer. */
    public void failing(Function<CandleQuery, RuntimeException> faults) {
        fault = faults;
    }

    /** From now on every answer goes through that. */
    void spoiling(UnaryOperator<CandlePage> how) {
        spoiling = how;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Timeframe> timeframes() {
        return timeframes;
    }

    @Override
    public RequestRate rate() {
        return new RequestRate(100_000, 1000);
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public String limits() {
        return "testex keeps " + depth + " bars";
    }

    @Override
    public CandlePage ask(CandleQuery query) {
        queries.add(query);
        RuntimeException failure = fault.apply(query);
        if (failure != null) {
            throw failure;
        }
        CandleQuery answered = query.first(page);
        List<Candle> candles = new ArrayList<>();
        for (long open = answered.from();
                open < answered.to();
                open += answered.timeframe().millis()) {
            if (!noTrade.contains(open) && open + answered.timeframe().millis() > firstTrade) {
                candles.add(candle(open));
            }
        }
        return spoiling.apply(CandlePage.whole(answered, candles));
    }

    /** The bar that opens then. */
    Candle candle(long openTime) {
        double price = 100 + (openTime / 60_000) % 97 + correction;
        return new Candle(openTime, price, price + 2, price - 2, price + 1, 1 + openTime / 60_000 % 7);
    }

    /** The opens of all bars in a stretch that had trades. */
    long[] opens(Timeframe timeframe, long from, long to) {
        TreeSet<Long> opens = new TreeSet<>();
        for (long open = BarRaster.ceiling(timeframe, from); open < to; open += timeframe.millis()) {
            if (!noTrade.contains(open) && open >= firstTrade) {
                opens.add(open);
            }
        }
        return opens.stream().mapToLong(Long::longValue).toArray();
    }
}
