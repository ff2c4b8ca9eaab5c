package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.BarSpacing;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.exchange.Candle;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import dev.quarry.marketdata.exchange.Market;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fetches missing bars of a series from its exchange, answer by answer. Each answer is stored before the next request,
 * so after a fault the next attempt continues from there.
 */
@ApplicationScoped
class ExchangeFetch {

    /** Gaps that together span at most this many bars are requested together: fewer requests for a few more bars. */
    private static final int BARS_TOGETHER = 250;

    /**
     * After an empty answer, the first trade is searched for if the time ahead is longer than this many such answers.
     */
    private static final int LONG_WAY = 10;

    private final ExchangeCalls calls;
    private final PageWriter writer;

    @Inject
    ExchangeFetch(ExchangeCalls calls, PageWriter writer) {
        this.calls = calls;
        this.writer = writer;
    }

    /** The raster of the series, also before it has bars. */
    BarRaster raster(Series series) {
        return writer.raster(series);
    }

    /** The range of bars that open between two times, inclusive; with unfinished ones only if {@code unfinished}. */
    BarRange range(Series series, long first, long last, boolean unfinished) {
        BarRaster raster = raster(series);
        long step = series.timeframe().millis();
        long running = raster.floor(calls.now() - CheckedPage.GRACE_MILLIS);
        long end = unfinished ? running + step : running;
        return new BarRange(raster.ceiling(first), Math.min(raster.floor(last) + step, end));
    }

    /** The part of a range that is not older than what the exchange offers; possibly empty. */
    BarRange obtainable(Exchange exchange, Series series, BarRange range) {
        long earliest = earliest(exchange, raster(series));
        return new BarRange(Math.max(range.from(), earliest), range.to());
    }

    /** The first bar that the exchange may offer now. */
    private long earliest(Exchange exchange, BarRaster requested) {
        if (exchange.depth() == Integer.MAX_VALUE) {
            return Long.MIN_VALUE;
        }
        Timeframe asked = Exchanges.asked(exchange, requested).orElseThrow();
        return requested.ceiling(BarRaster.floor(asked, calls.now()) - (exchange.depth() - 1L) * asked.millis());
    }

    /** The time that decides which bars are finished, milliseconds since the epoch. */
    long now() {
        return calls.now();
    }

    /** Whether part of a range may be missing. */
    boolean mayLack(Series series, BarRange range) {
        return writer.mayLack(series, range);
    }

    /**
     * Fetches the missing bars of a range.
     *
     * @param again true: requests all of it, so that the exchange's corrections are stored
     * @throws JobFailedException when the exchange refuses, or has no bars on the raster of the series
     */
    FetchReport fetch(Exchange exchange, Series series, BarRange range, boolean again, JobContext job) {
        FetchReport report = new FetchReport();
        List<BarRange> gaps = together(writer.missing(series, range, again, job), series.timeframe());
        long total =
                gaps.stream().mapToLong(gap -> gap.bars(series.timeframe())).sum();
        if (total == 0) {
            return report;
        }
        job.info(String.format(
                Locale.ROOT,
                "Asking %s for %,d bars in %,d stretches, the first from %s",
                exchange.name(),
                total,
                gaps.size(),
                gaps.get(0)));
        new Walk(exchange, series, report, total, job).through(gaps);
        report.unavailable()
                .forEach(lacking -> job.warn(String.format(
                        Locale.ROOT,
                        "%,d bars from %s cannot be had: %s",
                        lacking.bars(series.timeframe()),
                        lacking,
                        exchange.limits())));
        return report;
    }

    private static JobFailedException otherRaster(Exchange exchange, BarRaster requested) {
        return new JobFailedException(String.format(
                Locale.ROOT,
                "The stored bars open %s after the whole %s of UTC, and %s has none that such bars can be made of. Ingest its"
                        + " bars in another timeframe, or import the stored ones under another exchange.",
                BarSpacing.duration(requested.offset()),
                requested.timeframe().code(),
                exchange.name()));
    }

    private static List<BarRange> together(List<BarRange> gaps, Timeframe timeframe) {
        List<BarRange> joined = new ArrayList<>();
        for (BarRange gap : gaps) {
            int last = joined.size() - 1;
            if (last >= 0 && gap.to() - joined.get(last).from() <= BARS_TOGETHER * timeframe.millis()) {
                joined.set(last, new BarRange(joined.get(last).from(), gap.to()));
            } else {
                joined.add(gap);
            }
        }
        return joined;
    }

    /** One pass through the gaps of a series. */
    private final class Walk {

        private final Exchange exchange;
        private final Series series;
        private final BarRaster requested;
        private final Timeframe asked;
        private final Market market;
        private final FetchReport report;
        private final long total;
        private final JobContext job;
        private long passed;

        Walk(Exchange exchange, Series series, FetchReport report, long total, JobContext job) {
            this.exchange = exchange;
            this.series = series;
            this.requested = raster(series);
            this.asked = Exchanges.asked(exchange, requested).orElseThrow(() -> otherRaster(exchange, requested));
            this.market = Market.of(series.symbol()).orElseThrow();
            this.report = report;
            this.total = total;
            this.job = job;
        }

        void through(List<BarRange> gaps) {
            for (BarRange gap : gaps) {
                long earliest = earliest(exchange, requested);
                BarRange older = gap.within(new BarRange(gap.from(), earliest));
                report.unavailable(older);
                through(new BarRange(Math.max(gap.from(), earliest), gap.to()));
            }
        }

        private void through(BarRange gap) {
            long at = gap.from();
            while (at < gap.to()) {
                BarRange ahead = new BarRange(at, gap.to());
                long now = calls.now();
                CandlePage answer = calls.ask(exchange, new CandleQuery(market, asked, at, gap.to()), job);
                CheckedPage page = checked(answer, ahead, now);
                report.add(page, writer.store(series, page, now, job));
                long next = requested.floor(Math.min(gap.to(), answer.coveredTo()));
                long first = requested.ceiling(Math.max(at, answer.coveredFrom()));
                if (next <= at || first >= next) {
                    report.unavailable(ahead);
                    next = gap.to();
                } else {
                    report.unavailable(new BarRange(at, first));
                }
                long step = next - at;
                at = next;
                if (answer.candles().isEmpty() && gap.to() - at > LONG_WAY * step) {
                    at = firstTrade(new BarRange(at, gap.to()));
                }
                tell(at - ahead.from());
            }
        }

        private CheckedPage checked(CandlePage answer, BarRange ahead, long now) {
            try {
                return CheckedPage.of(exchange.name(), answer, asked, requested, ahead, now);
            } catch (ExchangeFaultException e) {
                throw new JobFailedException(e.getMessage() + ".");
            }
        }

        /**
         * The first trade of a market, found with a few requests for daily bars; the time before it is then known to be
         * empty.
         */
        private long firstTrade(BarRange ahead) {
            if (requested.timeframe().millis() >= Timeframe.D1.millis()
                    || !exchange.timeframes().contains(Timeframe.D1)) {
                return ahead.from();
            }
            long at = BarRaster.floor(Timeframe.D1, ahead.from());
            long end = BarRaster.floor(Timeframe.D1, ahead.to());
            while (at < end) {
                CandlePage days = calls.ask(exchange, new CandleQuery(market, Timeframe.D1, at, end), job);
                long from = at;
                long next = BarRaster.floor(Timeframe.D1, days.coveredTo());
                if (next <= at || days.coveredFrom() > at) {
                    break;
                }
                at = days.candles().stream()
                        .mapToLong(Candle::openTime)
                        .filter(open -> open >= from)
                        .min()
                        .orElse(next);
                if (at < next) {
                    break;
                }
            }
            BarRange empty =
                    new BarRange(ahead.from(), Math.min(Math.max(requested.floor(at), ahead.from()), ahead.to()));
            if (!empty.isEmpty()) {
                writer.storeEmpty(series, empty, job);
            }
            return empty.to();
        }

        private void tell(long millis) {
            passed += millis / requested.timeframe().millis();
            job.progress(
                    passed,
                    total,
                    String.format(Locale.ROOT, "Fetched %,d of %,d bars from %s", passed, total, exchange.name()));
        }
    }
}
